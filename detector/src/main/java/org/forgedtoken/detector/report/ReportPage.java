package org.forgedtoken.detector.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.forgedtoken.detector.ocsf.Standing;
import org.forgedtoken.detector.rule.Rule;

/** The whole page: what happened first, and how to check it last. */
final class ReportPage {
    private static final int MOST_FAULTS = 20;

    private ReportPage() {}

    /** The document, in ASCII. */
    static String of(ReportData data) {
        return Html.of(
                        """
                        <!DOCTYPE html>
                        <html lang="en" xmlns="http://www.w3.org/1999/xhtml"><head><meta charset="utf-8"/>\
                        <meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src\
                         &#39;unsafe-inline&#39;"/><meta name="viewport" content="width=device-width, initial-scale=1"/>\
                        <title>Incident report: forged tokens</title>
                        <style>{}</style>
                        </head>
                        <body><main><h1>Incident report: forged tokens</h1>
                        {}{}{}{}{}{}{}{}{}</main>
                        </body>
                        </html>
                        """,
                        style(),
                        cover(data),
                        faults(data.faults()),
                        Happened.of(data),
                        Covered.of(data),
                        ForgedTokens.of(data),
                        Incidents.of(data),
                        alertsByRule(data.alerts()),
                        Certainty.of(data),
                        Reproduced.of(data))
                .ascii();
    }

    /** How the page looks, on a screen and on paper: black on white, so that a copy of a copy can be read. */
    private static Html style() {
        try (InputStream css = ReportPage.class.getResourceAsStream("/report/report.css")) {
            return new Html("\n" + new String(Objects.requireNonNull(css).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Html cover(ReportData data) {
        if (data.date().isEmpty() && data.cover().equals(ReportBuilder.Cover.NONE)) {
            return Html.NONE;
        }
        return Table.facts(
                coverLine("Date", data.date()),
                coverLine("Case", data.cover().caseNumber()),
                coverLine("Made by", data.cover().by()));
    }

    private static Html coverLine(String name, String text) {
        return text.isEmpty() ? Html.NONE : Table.fact(name, Html.said(text));
    }

    private static Html faults(List<String> faults) {
        if (faults.isEmpty()) {
            return Html.NONE;
        }
        List<String> told = new ArrayList<>(faults.subList(0, Math.min(MOST_FAULTS, faults.size())));
        if (faults.size() > MOST_FAULTS) {
            told.add("There are " + Words.number(faults.size() - MOST_FAULTS) + " more of these.");
        }
        return Html.of("""
            <section class="faults" role="note"><h2>This report is not whole</h2>
            <ul>{}</ul>
            </section>
            """, Html.points(told));
    }

    /** All alerts, of every rule, by how they stand. */
    private static Html alertsByRule(AlertFacts alerts) {
        Table<Map.Entry<String, AlertFacts.RuleCount>> table = Table.of(
                        alerts.rules().entrySet())
                .column("Rule", rule -> Html.value(rule.getKey()))
                .column("What it says", rule -> title(rule.getKey()))
                .column("#Open", rule -> rule.getValue().of(Standing.OPEN))
                .column("#Done with", rule -> rule.getValue().of(Standing.DONE))
                .column("#Over", rule -> rule.getValue().of(Standing.OVER))
                .column("#Expected", rule -> rule.getValue().of(Standing.EXPECTED))
                .column("#Withdrawn", rule -> rule.getValue().of(Standing.WITHDRAWN));
        Html introduction = Html.paragraph(
                alerts.rules().isEmpty()
                        ? "There is none."
                        : Words.count(alerts.alerts(), "alert") + " in " + Words.count(alerts.lines(), "line")
                                + ". Withdrawn: a record came late that explains it. Over: what it told of has ended."
                                + " Expected: suppressed, or found to be nothing.");
        return Html.section("Alerts by rule", introduction, alerts.rules().isEmpty() ? Html.NONE : table.html());
    }

    private static String title(String id) {
        return Arrays.stream(Rule.values())
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .map(Rule::title)
                .orElse("");
    }
}
