package org.forgedtoken.detector.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ocsf.IncidentJson.WrittenIncident;
import org.forgedtoken.detector.ocsf.Standing;
import org.jspecify.annotations.Nullable;

/** What happened, in five lines that somebody reads who reads nothing else. */
final class Happened {
    private static final String OUT_OF_SIGHT =
            "No report of this kind shows the theft of a token that was really issued,"
                    + " an attacker who drives the real issuer, or traffic that does not reach the access log.";

    private final ReportData data;
    private final AlertFacts alerts;
    private final IncidentBook incidents;

    private Happened(ReportData data) {
        this.data = data;
        this.alerts = data.alerts();
        this.incidents = data.incidents();
    }

    static Html of(ReportData data) {
        return Html.section(
                "What happened", Html.of("<ol class=\"happened\">{}</ol>\n", Html.points(new Happened(data).lines())));
    }

    /** Texts, and those that have a stranger's values in them. */
    private List<Object> lines() {
        List<Object> lines = new ArrayList<>();
        Summary summary = data.summary();
        List<String> shortfalls = summary == null ? List.of() : summary.shortfalls();
        shortfalls.forEach(sentence -> lines.add(Html.said(sentence)));
        long ofKeys = incidents.ofKeys().number();
        if (alerts.tokensAt().isEmpty() && ofKeys == 0) {
            lines.addAll(nothing(summary, shortfalls.isEmpty()));
            return lines;
        }
        lines.add(
                alerts.tokensAt().isEmpty()
                        ? "No token is proven to be forged, but " + Words.count(incidents.ofKeys(), "incident")
                                + (ofKeys == 1 ? " about signing keys stands." : " about signing keys stand.")
                        : tokens(alerts.forged()));
        lines.add(reach());
        lines.add(keys());
        lines.add(Certainty.sentence(data));
        lines.add(toDo());
        return lines;
    }

    private List<String> nothing(@Nullable Summary summary, boolean whole) {
        List<String> lines = new ArrayList<>();
        if (summary == null) {
            lines.add("The alerts name no forged token.");
        } else if (whole) {
            lines.add("No forged token was found among "
                    + Words.count(summary.access().read(), "access")
                    + (Times.known(summary.access().first())
                            ? " between " + Words.time(summary.access().first()) + " and "
                                    + Words.time(summary.access().last())
                            : "")
                    + ".");
        }
        lines.add(Certainty.sentence(data));
        lines.add(Covered.sentence(data));
        Count others = alerts.rules().values().stream()
                .map(rule -> rule.of(Standing.OPEN))
                .reduce(Count.NONE, Count::plus);
        lines.add(
                others.number() == 0
                        ? (whole ? "No alert of another kind stands." : "What could be judged has raised no alert.")
                        : Words.count(others, "alert") + " of other kinds "
                                + (others.number() == 1 ? "stands" : "stand") + ": see the alerts by rule below.");
        lines.add(OUT_OF_SIGHT);
        return lines;
    }

    private String tokens(AlertFacts.Forged forged) {
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
        return text.toString();
    }

    /** Accounts are told apart over all tokens; what only the incidents count is told as they count it. */
    private String reach() {
        Count accounts = alerts.accounts().number();
        String named = alerts.tokensAt().isEmpty()
                ? ""
                : "They name " + Words.number(accounts)
                        + (accounts.number() == 1 ? " account. " : " different accounts. ");
        return named
                + (incidents.ofKeys().number() > 0 && incidents.hasAllOfKeys()
                        ? counted()
                        : "They come from " + Words.count(alerts.sources().number(), "source")
                                + " (each token at its first use) and made at least "
                                + Words.count(alerts.forged().accesses(), "access") + ".");
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

    private Object keys() {
        List<Map.Entry<AlertFacts.KeyName, AlertFacts.Span>> keys = alerts.largestKeys();
        if (keys.isEmpty()) {
            return "Which keys they name stands with the incidents below.";
        }
        AlertFacts.KeyName most = keys.get(0).getKey();
        long tokens = keys.get(0).getValue().tokens();
        int others = alerts.keys().size() - 1;
        return Html.of(
                "{}{} {} {}{}{}. {}",
                alerts.exact() ? "" : "About ",
                Words.count(tokens, "token"),
                tokens == 1 ? "names" : "name",
                most.keyId().isEmpty() ? "no signing key" : Html.of("the signing key {}", Html.value(most.keyId())),
                most.issuer().isEmpty() ? "" : Html.of(" of the issuer {}", Html.value(most.issuer())),
                others > 0 ? ", the others name " + Words.count(others, "other key") : "",
                signatures());
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

    private Object toDo() {
        List<WrittenIncident> open = incidents.gravest().stream()
                .filter(one -> one.standing() == Standing.OPEN)
                .toList();
        if (open.isEmpty()) {
            return incidents.gravest().isEmpty()
                    ? "There are no incidents beside the alerts, which would say what to do."
                    : "No incident is open.";
        }
        WrittenIncident gravest = open.get(0);
        boolean several = open.size() > 1;
        String about = gravest.isOfKey() ? gravest.keyId() : gravest.source();
        return Html.of(
                "What to do{}{}: {}{} {}",
                several ? " first" : "",
                several && !about.isEmpty() ? Html.of(", about {}", Html.value(about)) : "",
                Html.said(gravest.recommended()),
                several ? " Each of the other open incidents says below what it asks for." : "",
                Incidents.nextDeadline(incidents));
    }
}
