package org.forgedtoken.detector.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.evidence.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * All that the report tells; the page adds nothing to it.
 *
 * @param date of what it tells, the wall clock: when the replay began, or the newest line was written; empty where nothing says
 * @param files that it rests on
 * @param missing names of the files that did not lie beside the alerts, or could not be used, each with the reason
 * @param summary null where there is none
 * @param manifest null where nobody tells
 */
record ReportData(
        ReportBuilder.Cover cover,
        String date,
        List<ReportBuilder.FileRead> files,
        Map<String, String> missing,
        AlertFacts alerts,
        IncidentBook incidents,
        @Nullable Summary summary,
        @Nullable Manifest manifest) {

    /** What makes the report less than whole, a sentence each. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (ReportBuilder.FileRead file : files) {
            if (file.unreadable() > 0) {
                faults.add(Words.number(file.unreadable()) + " of " + Words.count(file.lines(), "line") + " in "
                        + file.name() + " could not be read and " + (file.unreadable() == 1 ? "is" : "are")
                        + " not in this report, first " + cut(String.join(", ", file.places())) + ".");
            }
            if (!file.damage().isEmpty()) {
                faults.add(file.name() + " is damaged " + cut(file.damage())
                        + "; what lies behind is not in this report.");
            }
            String written = written(file.name());
            if (written != null && !written.equals(file.sha256())) {
                faults.add(file.name() + " is not the file that the replay wrote: its SHA-256 is " + file.sha256()
                        + ", and manifest.json says " + written + ".");
            }
        }
        if (summary != null) {
            mismatches(summary, faults);
            if (!summary.sumsHold()) {
                faults.add("The outcomes in summary.json do not add up to the records read.");
            }
        }
        return faults;
    }

    /** The hash that the replay has told; null where it has not. */
    private @Nullable String written(String name) {
        return manifest == null
                ? null
                : manifest.outputs().stream()
                        .filter(output -> name.equals(output.path()))
                        .findFirst()
                        .map(Manifest.Output::sha256)
                        .orElse(null);
    }

    private static String cut(String text) {
        return Html.cut(text, Html.MOST_BYTES);
    }

    /** A part of the alerts beside the summary of all of them must not pass for all of them. */
    private void mismatches(Summary told, List<String> faults) {
        told.alerts().forEach((rule, counts) -> {
            Long created = counts.get("created");
            if (created == null) {
                return;
            }
            AlertFacts.RuleCount found = alerts.rules().get(rule);
            long scale = found == null ? 1 : found.scale();
            long read = found == null ? 0 : found.created().number();
            // where it is a sample, what chance alone could do is no fault
            long chance = 2 * Sample.estimate(created / scale, scale).errorBound() + scale - 1;
            if (Math.abs(read - created) > chance && alerts.canaryLines() == 0) {
                faults.add(
                        "Alerts of " + rule + ": " + Words.number(created) + " in summary.json, " + Words.number(read)
                                + " in the lines that were read; they are not of the same run, or some are missing.");
            }
        });
    }
}
