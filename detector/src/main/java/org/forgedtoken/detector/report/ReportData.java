package org.forgedtoken.detector.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.evidence.Manifest;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ocsf.Standing;
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
public record ReportData(
        ReportBuilder.Cover cover,
        String date,
        List<ReportBuilder.FileRead> files,
        Map<String, String> missing,
        AlertFacts alerts,
        IncidentBook incidents,
        @Nullable Summary summary,
        @Nullable Manifest manifest) {
    private static final char FIRST_NOT_ASCII = 0x7f;
    private static final int NO_CHARACTER_MASK = 0xfffe;

    /** What makes the report less than whole, a sentence each. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (ReportBuilder.FileRead file : files) {
            if (file.unreadable() > 0) {
                faults.add(Words.number(file.unreadable()) + " of " + Words.count(file.lines(), "line") + " in "
                        + file.name() + " could not be read and " + (file.unreadable() == 1 ? "is" : "are")
                        + " not in this report, first " + Words.cut(String.join(", ", file.places())) + ".");
            }
            if (!file.damage().isEmpty()) {
                faults.add(file.name() + " is damaged " + Words.cut(file.damage())
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

    /** What was not there, a sentence each. */
    public List<String> gaps() {
        return missing.entrySet().stream()
                .map(gap -> Words.cut(gap.getKey() + ": " + gap.getValue()) + ".")
                .toList();
    }

    /** Of the forged tokens, of which there must be one. */
    public Timeline timeline() {
        return Timeline.of(alerts);
    }

    /** The page, in ASCII. */
    String page() {
        Map<String, Object> values = Map.of(
                "report", this,
                "words", Words.class,
                "times", Times.class,
                "kinds", MemberKind.class,
                "standings", Standing.class);
        StringBuilder ascii = new StringBuilder();
        Page.of("report/report.ftlh", values).codePoints().forEach(character -> {
            if (character < FIRST_NOT_ASCII) {
                ascii.append((char) character);
            } else if ((character & NO_CHARACTER_MASK) == NO_CHARACTER_MASK) {
                ascii.append(String.format(Locale.ROOT, "\\u%04X", character)); // XML has no such character
            } else {
                ascii.append("&#").append(character).append(';');
            }
        });
        return ascii.toString();
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
