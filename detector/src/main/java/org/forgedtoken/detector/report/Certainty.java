package org.forgedtoken.detector.report;

import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.report.AlertFacts.Forged;

/** How sure all of it is: what is proven, what is not decided, and which numbers are exact. */
final class Certainty {
    private Certainty() {}

    /** In one or two sentences. */
    static String sentence(ReportData data) {
        Summary summary = data.summary();
        if (summary == null) {
            return "How many accesses were looked at, and how many of them could not be decided, is not known here,"
                    + " since there is no summary.json beside the alerts: what the alerts say is proven as they say it,"
                    + " and more may have happened.";
        }
        long judged = summary.judged();
        if (judged == 0) {
            return "No access was judged: nothing can be said.";
        }
        if (summary.undecided() == 0) {
            return "All " + Words.number(judged) + " accesses that were judged could be decided.";
        }
        return Words.number(summary.undecided()) + " of " + Words.number(judged) + " accesses that were judged ("
                + Words.share(summary.undecided(), judged)
                + ") could not be decided: a forged token among them is not in"
                + " this report.";
    }

    static Html of(ReportData data) {
        Forged forged = data.alerts().forged();
        return Html.section(
                "How sure this is",
                Table.of(List.of(forged))
                        .column("Forged tokens", row -> "Never issued, or altered")
                        .column("#All", Forged::tokens)
                        .column("#Signature checked and good", Forged::verified)
                        .html(),
                Html.of(
                        """
                        <p>{} never issued, {} altered. What was suppressed, found to be nothing or withdrawn is not among\
                         them.</p>
                        <ul>{}</ul>
                        """,
                        Words.count(forged.neverIssued(), "token"),
                        Words.number(forged.altered()),
                        Html.points(points(data))));
    }

    private static List<String> points(ReportData data) {
        AlertFacts alerts = data.alerts();
        List<String> points = new ArrayList<>();
        points.add(
                "A token is called never issued only where the ledger of issued tokens is known to be complete for all"
                        + " of the time in which it could have been issued. " + sentence(data));
        points.add("Where nobody has checked the signatures, anybody who can reach the gateway can have written the"
                + " tokens, and the key that they name need not be the key that signed them.");
        points.add("What a token says of itself (account, key, issuer, times) is its maker's word. A source is the"
                + " address that the gateway logged.");
        points.add(
                alerts.exact()
                        ? "Alerts, tokens, accounts and sources of the alerts are counted one by one: exact. Of an"
                                + " alert's accesses only 10, 100, 1 000 \u2026 are told once it has opened, so that"
                                + " sums of them are a lower bound; the accesses of an incident are exact."
                        : "There are more forged tokens than are followed one by one: what has a \u00b1 beside it"
                                + " comes from a sample, chosen by a hash of the alert's uid, and the true number is"
                                + " within the error 997 times of 1 000. Accounts and sources over time are estimated"
                                + " from samples of their own, and there those of withdrawn alerts count too. The"
                                + " numbers of lines and of the incidents do not suffer from this.");
        points.add("Incidents count accounts, sources and tokens exactly up to 10 000 each, and beyond with the error"
                + " beside the number.");
        if (alerts.forged().rollUps().number() > 0) {
            points.add(Words.count(alerts.forged().rollUps(), "roll-up alert")
                    + " stand for more findings than were written singly; what they stand for is in the numbers of the"
                    + " incidents, and not in the pictures.");
        }
        if (alerts.canaryLines() > 0) {
            points.add(Words.count(alerts.canaryLines(), "line")
                    + " tell of planted tokens, and are counted nowhere else.");
        }
        if (alerts.keysMerged() || alerts.endpointsMerged()) {
            points.add("There are more " + (alerts.keysMerged() ? "keys" : "endpoints")
                    + " than can be told apart here: the rest are counted together.");
        }
        points.add(
                "The theft of a token that was really issued, an attacker who drives the real issuer or writes to its"
                        + " feed, and traffic that does not reach the access log are not seen.");
        data.missing().forEach((name, reason) -> points.add(Html.cut(name + ": " + reason, Html.MOST_BYTES) + "."));
        return points;
    }
}
