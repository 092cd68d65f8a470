package org.forgedtoken.detector.report;

import java.util.Locale;
import java.util.Map;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.ocsf.WrittenIncident;

/** The incidents, one section each, the gravest first. */
final class Incidents {
    private static final int UID_SHOWN = 40;

    private Incidents() {}

    static void write(Markup page, ReportData data) {
        IncidentFacts incidents = data.incidents();
        page.open("section");
        page.element("h2", "Incidents");
        if (incidents.gravest().isEmpty()) {
            page.element(
                    "p",
                    data.missing().containsKey("incidents.jsonl")
                            ? "There is no incidents.jsonl beside the alerts, and no incident among them."
                            : "There is none.");
        } else {
            page.element(
                    "p",
                    Words.count(incidents.all(), "incident") + ": " + Words.number(incidents.ofKeys())
                            + " about signing keys and " + Words.number(incidents.ofSources())
                            + " about sources stand. What is verified comes first, then what made the most accesses."
                            + (incidents.untold() > 0
                                    ? " Not shown: " + Words.count(incidents.untold(), "incident")
                                            + "; all of them are in incidents.jsonl."
                                    : ""));
            int number = 1;
            for (WrittenIncident incident : incidents.gravest()) {
                one(page, number++, incident);
            }
        }
        page.closeLine();
    }

    private static void one(Markup page, int number, WrittenIncident incident) {
        page.open("section", "class", "incident");
        page.open("h3");
        page.text(number + ". ");
        if (!incident.isOfKey()) {
            page.text("Source ");
            page.value(incident.source());
            page.text(" goes through accounts");
        } else if (!incident.keyId().isEmpty()) {
            page.text("Forged tokens name the signing key ");
            page.value(incident.keyId());
        } else if (incident.verified()) {
            page.text("Forged tokens are signed with some key of their issuer");
        } else {
            page.text("Suspicious tokens name keys that nobody knows");
        }
        page.closeLine();
        facts(page, incident);
        endpoints(page, incident);
        Deadlines.write(page, incident);
        page.closeLine();
    }

    private static void facts(Markup page, WrittenIncident incident) {
        page.open("table", "class", "facts");
        page.open("tbody");
        Table.fact(page, "Kind", incident.isOfKey() ? "a signing key that somebody else seems to have" : "a campaign");
        Table.fact(
                page,
                "Proof",
                incident.verified()
                        ? "verified: a signature was checked and is good"
                        : "unverified: nobody has checked a signature");
        Table.fact(page, "State", state(incident));
        Table.factValue(page, "Issuer", incident.issuer());
        Table.factValue(page, "Signing key", incident.keyId());
        Table.factValue(page, "Source", incident.source());
        Table.fact(page, "First use", Words.time(incident.first()));
        Table.fact(page, "Last use", Words.time(incident.last()));
        if (incident.of(MemberKind.TOKENS).number() > 0) {
            Table.fact(page, "Tokens", Words.number(incident.of(MemberKind.TOKENS)));
        }
        Table.fact(page, "Accounts", accounts(incident));
        Table.fact(page, "Sources", Words.number(incident.of(MemberKind.SOURCES)));
        Table.fact(page, "Accesses", Words.number(incident.accesses()));
        Table.fact(page, "Alerts", Words.number(incident.of(MemberKind.ALERTS)));
        if (!incident.recommended().isEmpty()) {
            page.open("tr");
            page.element("th", "What to do", "scope", "row");
            page.open("td");
            page.said(incident.recommended());
            page.close();
            page.closeLine();
        }
        if (incident.liveTokens() >= 0) {
            Table.fact(page, "Honest tokens that this ends", Words.number(incident.liveTokens()));
        }
        Table.factValue(page, "Uid", VisibleText.cut(incident.uid(), UID_SHOWN));
        Table.close(page);
    }

    private static String accounts(WrittenIncident incident) {
        Count all = incident.of(MemberKind.ACCOUNTS);
        Count unknown = incident.of(MemberKind.ACCOUNTS_UNKNOWN);
        if (unknown.number() == 0) {
            return Words.number(all);
        }
        long known = Math.max(0, all.number() - unknown.number());
        return Words.number(all) + ": " + Words.number(new Count(known, all.errorBound() + unknown.errorBound()))
                + " that exist, as far as is known, and " + Words.number(unknown) + " that do not";
    }

    private static String state(WrittenIncident incident) {
        String severity = incident.caption().isEmpty()
                ? ""
                : ", " + VisibleText.cut(incident.caption(), UID_SHOWN).toLowerCase(Locale.ROOT);
        return switch (incident.standing()) {
            case OPEN -> "open" + severity;
            case DONE -> "an analyst is done with it" + severity;
            case OVER -> "over" + severity;
            case EXPECTED -> "expected, or found to be nothing" + severity;
            case WITHDRAWN -> "withdrawn: no alert of it stands" + severity;
        };
    }

    private static void endpoints(Markup page, WrittenIncident incident) {
        if (incident.endpoints().isEmpty()) {
            return;
        }
        page.element("h4", "Endpoints");
        Table.open(page, "Endpoint", "#Accesses");
        long sum = 0;
        for (Map.Entry<String, Long> endpoint : incident.endpoints().entrySet()) {
            page.open("tr");
            Table.value(page, endpoint.getKey());
            Table.number(page, endpoint.getValue());
            page.closeLine();
            sum += endpoint.getValue();
        }
        Table.close(page);
        long rest = incident.accesses() - sum;
        if (rest > 0) {
            page.element("p", "Elsewhere, or where no path was logged: " + Words.count(rest, "access") + ".");
        }
    }
}
