package org.forgedtoken.detector.report;

import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ocsf.WrittenFinding.Standing;
import org.forgedtoken.detector.ocsf.WrittenIncident;
import org.forgedtoken.detector.report.AlertFacts.Forged;
import org.forgedtoken.detector.report.AlertFacts.Span;

/** What happened, in five lines that somebody reads who reads nothing else. */
final class Happened {
    private static final String OUT_OF_SIGHT =
            "No report of this kind shows the theft of a token that was really issued,"
                    + " an attacker who drives the real issuer, or traffic that does not reach the access log.";

    private final Markup page;
    private final ReportData data;
    private final AlertFacts alerts;
    private final IncidentFacts incidents;

    private Happened(Markup page, ReportData data) {
        this.page = page;
        this.data = data;
        this.alerts = data.alerts();
        this.incidents = data.incidents();
    }

    static void write(Markup page, ReportData data) {
        page.open("section");
        page.element("h2", "What happened");
        page.open("ol", "class", "happened");
        new Happened(page, data).lines();
        page.closeLine();
        page.closeLine();
    }

    private void lines() {
        List<String> shortfalls =
                data.summary() == null ? List.of() : data.summary().shortfalls();
        shortfalls.forEach(sentence -> line(() -> page.said(sentence)));
        boolean forged = !alerts.tokensAt().isEmpty();
        if (!forged && incidents.ofKeys().number() == 0) {
            nothing(shortfalls.isEmpty());
            return;
        }
        if (forged) {
            line(() -> tokens(alerts.forged()));
        } else {
            line(() -> page.text("No token is proven to be forged, but "
                    + Words.count(incidents.ofKeys(), "incident")
                    + (incidents.ofKeys().number() == 1
                            ? " about signing keys stands."
                            : " about signing keys stand.")));
        }
        line(this::reach);
        line(this::keys);
        line(() -> page.text(Certainty.sentence(data)));
        line(this::toDo);
    }

    private void nothing(boolean whole) {
        SummaryFacts summary = data.summary();
        if (summary == null) {
            line(() -> page.text("The alerts name no forged token."));
        } else if (whole) {
            line(() -> page.text("No forged token was found among "
                    + Words.count(summary.access().read(), "access")
                    + (Times.known(summary.access().first())
                            ? " between " + Words.time(summary.access().first()) + " and "
                                    + Words.time(summary.access().last())
                            : "")
                    + "."));
        }
        line(() -> page.text(Certainty.sentence(data)));
        line(() -> page.text(Covered.sentence(data)));
        Count others = alerts.rules().values().stream()
                .map(rule -> rule.of(Standing.OPEN))
                .reduce(Count.NONE, Count::plus);
        line(() -> page.text(
                others.number() == 0
                        ? (whole ? "No alert of another kind stands." : "What could be judged has raised no alert.")
                        : Words.count(others, "alert") + " of other kinds "
                                + (others.number() == 1 ? "stands" : "stand") + ": see the alerts by rule below."));
        line(() -> page.text(OUT_OF_SIGHT));
    }

    private void tokens(Forged forged) {
        StringBuilder text = new StringBuilder("Between " + Words.time(alerts.first()) + " and "
                + Words.time(alerts.last()) + ", " + Words.count(forged.tokens(), "forged token")
                + (forged.tokens().number() == 1 ? " was used: " : " were used: "));
        if (forged.neverIssued().number() > 0) {
            text.append(Words.number(forged.neverIssued())).append(" never issued by the issuer named");
        }
        if (forged.altered().number() > 0) {
            text.append(forged.neverIssued().number() > 0 ? ", and " : "")
                    .append(Words.number(forged.altered()))
                    .append(" with the id of an issued token and other content");
        }
        text.append('.');
        if (forged.rollUps().number() > 0) {
            text.append(" More tokens are behind ")
                    .append(Words.count(forged.rollUps(), "roll-up alert"))
                    .append(": the incidents below count them all.");
        }
        page.text(text.toString());
    }

    /** Accounts are told apart over all tokens; what only the incidents count is told as they count it. */
    private void reach() {
        StringBuilder text = new StringBuilder();
        if (!alerts.tokensAt().isEmpty()) {
            text.append("They name ")
                    .append(Words.number(alerts.accounts().number()))
                    .append(alerts.accounts().number().number() == 1 ? " account. " : " different accounts. ");
        }
        if (incidents.ofKeys().number() > 0 && incidents.hasAllOfKeys()) {
            text.append(counted());
        } else {
            text.append("They come from ")
                    .append(Words.count(alerts.sources().number(), "source"))
                    .append(" (each token at its first use) and made at least ")
                    .append(Words.count(alerts.forged().accesses(), "access"))
                    .append('.');
        }
        page.text(text.toString());
    }

    private String counted() {
        long several = incidents.ofKeys().number();
        Count unknown = incidents.sum(MemberKind.ACCOUNTS_UNKNOWN);
        return (several == 1 ? "Their incident counts " : "Their " + Words.number(several) + " incidents count ")
                + Words.count(incidents.accesses(), "access") + " from "
                + Words.count(incidents.sum(MemberKind.SOURCES), "source")
                + (unknown.number() > 0
                        ? ", and " + Words.count(unknown, "account")
                                + (unknown.number() == 1 ? " that does not exist" : " that do not exist")
                        : "")
                + (several > 1 ? "; what is in two of them counts twice." : ".");
    }

    private void keys() {
        List<Map.Entry<KeyName, Span>> keys = KeySpans.largest(alerts.keys());
        if (keys.isEmpty()) {
            page.text("Which keys they name stands with the incidents below.");
            return;
        }
        KeyName most = keys.get(0).getKey();
        long tokens = keys.get(0).getValue().tokens();
        page.text((alerts.exact() ? "" : "About ") + Words.count(tokens, "token") + (tokens == 1 ? " names" : " name"));
        if (most.keyId().isEmpty()) {
            page.text(" no signing key");
        } else {
            page.text(" the signing key ");
            page.value(most.keyId());
        }
        if (!most.issuer().isEmpty()) {
            page.text(" of the issuer ");
            page.value(most.issuer());
        }
        int others = alerts.keys().size() - 1;
        page.text(others > 0 ? ", the others name " + Words.count(others, "other key") + ". " : ". ");
        page.text(signatures());
    }

    private String signatures() {
        Count verified = alerts.forged().verified();
        if (verified.equals(Count.NONE)) {
            return "Nobody has checked their signatures, so that it is not known whether a key was stolen.";
        }
        boolean all = alerts.exact() && verified.equals(alerts.forged().tokens());
        String who = all ? "All" : Words.number(verified);
        return who + " of the tokens have a signature that was checked and is good: whoever made them can sign with the"
                + " key that they name.";
    }

    private void toDo() {
        List<WrittenIncident> standing = incidents.gravest().stream()
                .filter(one -> one.standing() == Standing.OPEN)
                .toList();
        if (standing.isEmpty()) {
            page.text(
                    incidents.gravest().isEmpty()
                            ? "There are no incidents beside the alerts, which would say what to do."
                            : "No incident is open.");
            return;
        }
        WrittenIncident gravest = standing.get(0);
        page.text("What to do");
        String about = gravest.isOfKey() ? gravest.keyId() : gravest.source();
        if (standing.size() > 1) {
            page.text(" first");
        }
        if (standing.size() > 1 && !about.isEmpty()) {
            page.text(", about ");
            page.value(about);
        }
        page.text(": ");
        page.said(gravest.recommended());
        page.text(standing.size() > 1 ? " Each of the other open incidents says below what it asks for. " : " ");
        page.text(Deadlines.sentence(incidents));
    }

    private void line(Runnable content) {
        page.open("li");
        content.run();
        page.closeLine();
    }
}
