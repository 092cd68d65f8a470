package org.forgedtoken.detector.report;

import java.util.Arrays;
import java.util.Map;
import org.forgedtoken.detector.ocsf.WrittenFinding.Standing;
import org.forgedtoken.detector.report.AlertFacts.RuleCount;
import org.forgedtoken.detector.rule.Rule;

/** All alerts, of every rule, by how they stand. */
final class AlertsByRule {
    private AlertsByRule() {}

    static void write(Markup page, AlertFacts alerts) {
        page.open("section");
        page.element("h2", "Alerts by rule");
        if (alerts.rules().isEmpty()) {
            page.element("p", "There is none.");
        } else {
            page.element(
                    "p",
                    Words.count(alerts.alerts(), "alert") + " in " + Words.count(alerts.lineCount(), "line")
                            + ". Withdrawn: a record came late that explains it. Over: what it told of has ended. Expected:"
                            + " suppressed, or found to be nothing.");
            Table.open(page, "Rule", "What it says", "#Open", "#Done with", "#Over", "#Expected", "#Withdrawn");
            for (Map.Entry<String, RuleCount> rule : alerts.rules().entrySet()) {
                page.open("tr");
                Table.value(page, rule.getKey());
                Table.cell(page, title(rule.getKey()));
                Table.number(page, rule.getValue().of(Standing.OPEN));
                Table.number(page, rule.getValue().of(Standing.DONE));
                Table.number(page, rule.getValue().of(Standing.OVER));
                Table.number(page, rule.getValue().of(Standing.EXPECTED));
                Table.number(page, rule.getValue().of(Standing.WITHDRAWN));
                page.closeLine();
            }
            Table.close(page);
        }
        page.closeLine();
    }

    private static String title(String id) {
        return Arrays.stream(Rule.values())
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .map(Rule::title)
                .orElse("");
    }
}
