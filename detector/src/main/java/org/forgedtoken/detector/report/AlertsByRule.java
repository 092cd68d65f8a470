package org.forgedtoken.detector.report;

import java.util.Arrays;
import org.forgedtoken.detector.ocsf.WrittenFinding.Standing;
import org.forgedtoken.detector.rule.Rule;

/** All alerts, of every rule, by how they stand. */
final class AlertsByRule {
    private AlertsByRule() {}

    static Html of(AlertFacts alerts) {
        return Html.of("""
                <section><h2>Alerts by rule</h2>
                {}</section>
                """, alerts.rules().isEmpty() ? Html.paragraph("There is none.") : table(alerts));
    }

    private static Html table(AlertFacts alerts) {
        return Html.of(
                """
                <p>{} in {}. Withdrawn: a record came late that explains it. Over: what it told of has ended. Expected:\
                 suppressed, or found to be nothing.</p>
                {}""",
                Words.count(alerts.alerts(), "alert"),
                Words.count(alerts.lineCount(), "line"),
                Table.of(
                        alerts.rules().entrySet().stream()
                                .map(rule -> Table.row(
                                        Html.value(rule.getKey()),
                                        title(rule.getKey()),
                                        rule.getValue().of(Standing.OPEN),
                                        rule.getValue().of(Standing.DONE),
                                        rule.getValue().of(Standing.OVER),
                                        rule.getValue().of(Standing.EXPECTED),
                                        rule.getValue().of(Standing.WITHDRAWN)))
                                .toList(),
                        "Rule",
                        "What it says",
                        "#Open",
                        "#Done with",
                        "#Over",
                        "#Expected",
                        "#Withdrawn"));
    }

    private static String title(String id) {
        return Arrays.stream(Rule.values())
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .map(Rule::title)
                .orElse("");
    }
}
