package org.forgedtoken.detector.report;

import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.report.AlertFacts.Forged;

/** How sure all of it is: what is proven, what is not decided, and which numbers are exact. */
final class Certainty {
    private final Markup page;
    private final ReportData data;

    private Certainty(Markup page, ReportData data) {
        this.page = page;
        this.data = data;
    }

    /** In one or two sentences. */
    static String sentence(ReportData data) {
        SummaryFacts summary = data.summary();
        if (summary == null) {
            return "How many accesses were looked at, and how many of them could not be decided, is not known here, since"
                    + " there is no summary.json beside the alerts: what the alerts say is proven as they say it, and more"
                    + " may have happened.";
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

    static void write(Markup page, ReportData data) {
        page.open("section");
        page.element("h2", "How sure this is");
        new Certainty(page, data).write();
        page.closeLine();
    }

    private void write() {
        proof();
        page.open("ul");
        point(
                "A token is called never issued only where the ledger of issued tokens is known to be complete for all of the"
                        + " time in which it could have been issued. " + sentence(data));
        point(
                "Where nobody has checked the signatures, anybody who can reach the gateway can have written the tokens, and"
                        + " the key that they name need not be the key that signed them.");
        point(
                "What a token says of itself (account, key, issuer, times) is its maker's word. A source is the address that"
                        + " the gateway logged.");
        exactness();
        point(
                "The theft of a token that was really issued, an attacker who drives the real issuer or writes to its feed,"
                        + " and traffic that does not reach the access log are not seen.");
        data.missing().forEach((name, reason) -> point(Markup.cut(name + ": " + reason, Markup.MOST_BYTES) + "."));
        page.closeLine();
    }

    private void proof() {
        Forged forged = data.alerts().forged();
        Table.open(page, "Forged tokens", "#All", "#Signature checked and good");
        row("Never issued, or altered", forged.tokens(), forged.verified());
        Table.close(page);
        page.element(
                "p",
                Words.count(forged.neverIssued(), "token") + " never issued, " + Words.number(forged.altered())
                        + " altered. What was suppressed, found to be nothing or withdrawn is not among them.");
    }

    private void row(String name, Count tokens, Count verified) {
        page.open("tr");
        Table.cell(page, name);
        Table.number(page, tokens);
        Table.number(page, verified);
        page.closeLine();
    }

    private void exactness() {
        AlertFacts alerts = data.alerts();
        if (alerts.exact()) {
            point(
                    "Alerts, tokens, accounts and sources of the alerts are counted one by one: exact. Of an alert's accesses"
                            + " only 10, 100, 1 000 … are told once it has opened, so that sums of them are a lower bound; the"
                            + " accesses of an incident are exact.");
        } else {
            point(
                    "There are more forged tokens than are followed one by one: what has a \u00b1 beside it comes from a sample,"
                            + " chosen by a hash of the alert's uid, and the true number is within the error 997 times of 1 000."
                            + " Accounts and sources over time are estimated from samples of their own, and"
                            + " there those of withdrawn alerts count too. The numbers of lines and of the incidents do not suffer"
                            + " from this.");
        }
        point(
                "Incidents count accounts, sources and tokens exactly up to 10 000 each, and beyond with the error beside the"
                        + " number.");
        if (alerts.forged().rollUps().number() > 0) {
            point(Words.count(alerts.forged().rollUps(), "roll-up alert")
                    + " stand for more findings than were written singly; what they stand for is in the numbers of the"
                    + " incidents, and not in the pictures.");
        }
        if (alerts.canaryLines() > 0) {
            point(Words.count(alerts.canaryLines(), "line") + " tell of planted tokens, and are counted nowhere else.");
        }
        if (alerts.keysMerged() || alerts.endpointsMerged()) {
            point("There are more " + (alerts.keysMerged() ? "keys" : "endpoints")
                    + " than can be told apart here: the rest are counted together.");
        }
    }

    private void point(String text) {
        page.element("li", text);
    }
}
