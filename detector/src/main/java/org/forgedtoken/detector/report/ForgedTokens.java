package org.forgedtoken.detector.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.ocsf.IncidentJson.WrittenIncident;

/** The forged tokens over time, the endpoints and the keys, as pictures. */
final class ForgedTokens {
    private ForgedTokens() {}

    static Html of(ReportData data) {
        AlertFacts alerts = data.alerts();
        return Html.section(
                "The forged tokens",
                alerts.tokensAt().isEmpty()
                        ? Html.paragraph("There is none, and so nothing to draw.")
                        : List.of(overTime(alerts), keys(alerts)),
                endpoints(data));
    }

    private static Html overTime(AlertFacts alerts) {
        Timeline time = Timeline.of(alerts);
        String column = " A column is " + Words.duration(time.width()) + "."
                + (alerts.exact() ? "" : " Estimated from a sample.");
        return Html.of(
                "<p>First use {}, last use {}, {} between them.</p>\n{}{}{}{}",
                Words.time(alerts.first()),
                Words.time(alerts.last()),
                Words.duration(alerts.last() - alerts.first()),
                Charts.columns(
                        "Forged tokens by first use",
                        "Forged tokens, by the time of their first use (UTC)." + column,
                        time,
                        time.tokens()),
                Charts.columns(
                        "Accesses of the forged tokens by first use",
                        "Accesses that these tokens made, by the time of the token's first use: at least so many."
                                + column,
                        time,
                        time.accesses()),
                Charts.line(
                        "Accounts named so far",
                        "Different accounts that forged tokens have named so far." + arrivals(alerts.accounts()),
                        time,
                        time.accounts()),
                Charts.line(
                        "Sources so far",
                        "Different sources from which forged tokens have come so far, each token at its first use."
                                + arrivals(alerts.sources()),
                        time,
                        time.sources()));
    }

    private static String arrivals(AlertFacts.Arrivals arrivals) {
        String number = " In all " + Words.number(arrivals.number()) + ".";
        return arrivals.withdrawnToo() ? number + " Those of withdrawn alerts count too." : number;
    }

    private static Html keys(AlertFacts alerts) {
        int more = alerts.keys().size() - Charts.MOST_ROWS;
        return Charts.keys(
                alerts.largestKeys(),
                "Signing keys that forged tokens name, with the issuer, and how many tokens: from the first use to the"
                        + " last. Filled: a signature was checked and is good. Hollow: nobody has checked one."
                        + (more > 0 ? " Not shown: " + Words.count(more, "key") + " with fewer tokens." : ""));
    }

    /** As the incidents count them, or as the alerts' first uses tell. */
    private static Html endpoints(ReportData data) {
        Map<String, Long> accesses = new LinkedHashMap<>();
        for (WrittenIncident incident : data.incidents().standingOfKeys()) {
            incident.endpoints().forEach((endpoint, number) -> accesses.merge(endpoint, number, Long::sum));
        }
        if (!accesses.isEmpty()) {
            return Charts.bars(
                    accesses,
                    "Endpoints by accesses",
                    "Endpoints, by accesses with forged tokens: of each incident the 20 most used."
                            + " {id} stands for what differs from call to call.");
        }
        return data.alerts().endpoints().isEmpty()
                ? Html.NONE
                : Charts.bars(
                        data.alerts().endpoints(),
                        "Endpoints by tokens",
                        "Endpoints, by forged tokens that were first used there. {id} stands for what differs from"
                                + " call to call.");
    }
}
