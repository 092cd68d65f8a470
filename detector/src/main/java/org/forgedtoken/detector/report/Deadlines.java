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

    static void write(Markup page, WrittenIncident incident) {
        if (incident.reporting().isEmpty()) {
            return;
        }
        page.open("h4");
        page.text("To be reported");
        page.closeLine();
        if (Times.known(incident.awareAt())) {
            page.element("p", "The clocks run from " + Words.time(incident.awareAt()) + ", when it became known.");
        }
        Table.open(page, "Regime", "Deadline", "Reported");
        for (Deadline deadline : incident.reporting()) {
            page.open("tr");
            Table.value(page, deadline.regime());
            Table.time(page, deadline.due());
            Table.cell(
                    page,
                    !deadline.reported()
                            ? "not yet"
                            : Times.known(deadline.reportedAt()) ? Words.time(deadline.reportedAt()) : "yes");
            page.closeLine();
        }
        Table.close(page);
    }
}
