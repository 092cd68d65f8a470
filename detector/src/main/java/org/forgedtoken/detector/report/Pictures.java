package org.forgedtoken.detector.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.forgedtoken.detector.ocsf.WrittenIncident;

/** The forged tokens over time, the endpoints and the keys, as pictures. */
final class Pictures {
    private Pictures() {}

    static void write(Markup page, ReportData data) {
        page.open("section");
        page.element("h2", "The forged tokens");
        AlertFacts alerts = data.alerts();
        if (alerts.tokensAt().isEmpty()) {
            page.element("p", "There is none, and so nothing to draw.");
        } else {
            overTime(page, alerts);
            keys(page, alerts);
        }
        endpoints(page, data);
        page.closeLine();
    }

    private static void overTime(Markup page, AlertFacts alerts) {
        Timeline time = Timeline.of(alerts);
        String stretch = " A column is " + Words.duration(time.width()) + ".";
        String sampled = alerts.exact() ? "" : " Estimated from a sample.";
        page.element(
                "p",
                "First use " + Words.time(alerts.first()) + ", last use "
                        + Words.time(alerts.last()) + ", "
                        + Words.duration(alerts.last() - alerts.first()) + " between them.");
        OverTime.columns(
                page,
                "Forged tokens by first use",
                "Forged tokens, by the time of their first use (UTC)." + stretch + sampled,
                time,
                time.tokens());
        OverTime.columns(
                page,
                "Accesses of the forged tokens by first use",
                "Accesses that these tokens made, by the time of the token's first use: at least so many." + stretch
                        + sampled,
                time,
                time.accesses());
        OverTime.line(
                page,
                "Accounts named so far",
                "Different accounts that forged tokens have named so far." + arrivals(alerts.accounts()),
                time,
                time.accounts());
        OverTime.line(
                page,
                "Sources so far",
                "Different sources from which forged tokens have come so far, each token at its first use."
                        + arrivals(alerts.sources()),
                time,
                time.sources());
    }

    private static String arrivals(Arrivals arrivals) {
        String number = " In all " + Words.number(arrivals.number()) + ".";
        return arrivals.withdrawnToo() ? number + " Those of withdrawn alerts count too." : number;
    }

    private static void keys(Markup page, AlertFacts alerts) {
        int more = Math.max(
                0, alerts.keys().size() - KeySpans.largest(alerts.keys()).size());
        KeySpans.draw(
                page,
                alerts.keys(),
                "Signing keys that forged tokens name, with the issuer, and how many tokens: from the first use to the last."
                        + " Filled: a signature was checked and is good. Hollow: nobody has checked one."
                        + (more > 0 ? " Not shown: " + Words.count(more, "key") + " with fewer tokens." : ""));
    }

    /** As the incidents count them, or as the alerts' first uses tell. */
    private static void endpoints(Markup page, ReportData data) {
        Map<String, Long> accesses = new LinkedHashMap<>();
        for (WrittenIncident incident : data.incidents().standingOfKeys()) {
            incident.endpoints().forEach((endpoint, number) -> accesses.merge(endpoint, number, Long::sum));
        }
        if (!accesses.isEmpty()) {
            Bars.of(accesses)
                    .draw(
                            page,
                            "Endpoints by accesses",
                            "Endpoints, by accesses with forged tokens: of each incident the 20 most used."
                                    + " {id} stands for what differs from call to call.");
        } else if (!data.alerts().endpoints().isEmpty()) {
            Bars.of(data.alerts().endpoints())
                    .draw(
                            page,
                            "Endpoints by tokens",
                            "Endpoints, by forged tokens that were first used there. {id} stands for what differs from call"
                                    + " to call.");
        }
    }
}
