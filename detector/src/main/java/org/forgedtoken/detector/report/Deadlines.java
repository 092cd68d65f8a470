package org.forgedtoken.detector.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ocsf.WrittenIncident;
import org.forgedtoken.detector.ocsf.WrittenIncident.Deadline;

/** By when an incident must be reported to whom. */
final class Deadlines {
    private Deadlines() {}

    /** The next one of all that are open. */
    static String sentence(IncidentFacts incidents) {
        List<Deadline> open = incidents.gravest().stream()
                .filter(one -> one.standing().counts())
                .flatMap(one -> one.reporting().stream())
                .toList();
        if (open.isEmpty()) {
            return "No reporting clock runs: only a verified incident starts one, and a replay only where it is told when"
                    + " the incident became known (--aware-at).";
        }
        Optional<Deadline> next =
                open.stream().filter(one -> !one.reported()).min(Comparator.comparingLong(Deadline::due));
        return next.map(one -> "The first reporting deadline that is not met is " + VisibleText.quoted(one.regime())
                        + ", " + Words.time(one.due()) + ".")
                .orElse("Everything that has a reporting deadline was reported.");
    }

    static Html of(WrittenIncident incident) {
        if (incident.reporting().isEmpty()) {
            return Html.NONE;
        }
        return Html.of(
                "<h4>To be reported</h4>\n{}{}",
                Times.known(incident.awareAt())
                        ? Html.paragraph(
                                "The clocks run from " + Words.time(incident.awareAt()) + ", when it became known.")
                        : Html.NONE,
                Table.of(
                        incident.reporting().stream()
                                .map(one -> Table.row(Html.value(one.regime()), Table.time(one.due()), reported(one)))
                                .toList(),
                        "Regime",
                        "Deadline",
                        "Reported"));
    }

    private static String reported(Deadline deadline) {
        if (!deadline.reported()) {
            return "not yet";
        }
        return Times.known(deadline.reportedAt()) ? Words.time(deadline.reportedAt()) : "yes";
    }
}
