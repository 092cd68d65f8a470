package org.forgedtoken.detector.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ocsf.IncidentJson.WrittenIncident;
import org.forgedtoken.detector.ocsf.IncidentJson.WrittenIncident.Deadline;

/** The incidents, one section each, the gravest first. */
final class Incidents {
    private static final int UID_SHOWN = 40;

    private Incidents() {}

    static Html of(ReportData data) {
        IncidentBook incidents = data.incidents();
        List<Html> all = new ArrayList<>();
        for (WrittenIncident incident : incidents.gravest()) {
            all.add(Html.of(
                    """
                    <section class="incident"><h3>{}. {}</h3>
                    {}{}{}</section>
                    """, all.size() + 1, title(incident), facts(incident), endpoints(incident), deadlines(incident)));
        }
        return Html.section("Incidents", Html.paragraph(introduction(data, incidents)), all);
    }

    private static String introduction(ReportData data, IncidentBook incidents) {
        if (incidents.gravest().isEmpty()) {
            return data.missing().containsKey("incidents.jsonl")
                    ? "There is no incidents.jsonl beside the alerts, and no incident among them."
                    : "There is none.";
        }
        return Words.count(incidents.all(), "incident") + ": " + Words.number(incidents.ofKeys())
                + " about signing keys and " + Words.number(incidents.ofSources())
                + " about sources stand. What is verified comes first, then what made the most accesses."
                + (incidents.untold() > 0
                        ? " Not shown: " + Words.count(incidents.untold(), "incident")
                                + "; all of them are in incidents.jsonl."
                        : "");
    }

    private static Html title(WrittenIncident incident) {
        if (!incident.isOfKey()) {
            return Html.of("Source {} goes through accounts", Html.value(incident.source()));
        }
        if (!incident.keyId().isEmpty()) {
            return Html.of("Forged tokens name the signing key {}", Html.value(incident.keyId()));
        }
        return Html.of(
                incident.verified()
                        ? "Forged tokens are signed with some key of their issuer"
                        : "Suspicious tokens name keys that nobody knows");
    }

    private static Html facts(WrittenIncident incident) {
        Count tokens = incident.of(MemberKind.TOKENS);
        return Table.facts(
                Table.fact(
                        "Kind", incident.isOfKey() ? "a signing key that somebody else seems to have" : "a campaign"),
                Table.fact(
                        "Proof",
                        incident.verified()
                                ? "verified: a signature was checked and is good"
                                : "unverified: nobody has checked a signature"),
                Table.fact("State", state(incident)),
                Table.factValue("Issuer", incident.issuer()),
                Table.factValue("Signing key", incident.keyId()),
                Table.factValue("Source", incident.source()),
                Table.fact("First use", Words.time(incident.first())),
                Table.fact("Last use", Words.time(incident.last())),
                tokens.number() > 0 ? Table.fact("Tokens", Words.number(tokens)) : Html.NONE,
                Table.fact("Accounts", accounts(incident)),
                Table.fact("Sources", Words.number(incident.of(MemberKind.SOURCES))),
                Table.fact("Accesses", Words.number(incident.accesses())),
                Table.fact("Alerts", Words.number(incident.of(MemberKind.ALERTS))),
                incident.recommended().isEmpty()
                        ? Html.NONE
                        : Table.fact("What to do", Html.said(incident.recommended())),
                incident.liveTokens() >= 0
                        ? Table.fact("Honest tokens that this ends", Words.number(incident.liveTokens()))
                        : Html.NONE,
                Table.factValue("Uid", VisibleText.cut(incident.uid(), UID_SHOWN)));
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

    private static Html endpoints(WrittenIncident incident) {
        Map<String, Long> endpoints = incident.endpoints();
        if (endpoints.isEmpty()) {
            return Html.NONE;
        }
        long rest = incident.accesses()
                - endpoints.values().stream().mapToLong(Long::longValue).sum();
        return Html.of(
                "<h4>Endpoints</h4>\n{}{}",
                Table.of(endpoints.entrySet())
                        .column("Endpoint", one -> Html.value(one.getKey()))
                        .column("#Accesses", Map.Entry::getValue)
                        .html(),
                rest > 0
                        ? Html.paragraph("Elsewhere, or where no path was logged: " + Words.count(rest, "access") + ".")
                        : Html.NONE);
    }

    /** By when the next of all that are open must be reported. */
    static String nextDeadline(IncidentBook incidents) {
        List<WrittenIncident> found = incidents.gravest().stream()
                .filter(one -> one.standing().counts())
                .toList();
        List<Deadline> open =
                found.stream().flatMap(one -> one.reporting().stream()).toList();
        if (open.isEmpty()) {
            return found.stream().anyMatch(WrittenIncident::verified)
                    ? "No reporting clock runs, because --aware-at was not given (or no use with a good signature was"
                            + " accepted)."
                    : "No reporting clock runs: only a verified incident starts one.";
        }
        Optional<Deadline> next =
                open.stream().filter(one -> !one.reported()).min(Comparator.comparingLong(Deadline::due));
        return next.map(one -> "The first reporting deadline that is not met is " + VisibleText.quoted(one.regime())
                        + ", " + Words.time(one.due()) + ".")
                .orElse("Everything that has a reporting deadline was reported.");
    }

    private static Html deadlines(WrittenIncident incident) {
        if (incident.reporting().isEmpty()) {
            return Html.NONE;
        }
        return Html.of(
                "<h4>To be reported</h4>\n{}{}",
                Times.known(incident.awareAt())
                        ? Html.paragraph(
                                "The clocks run from " + Words.time(incident.awareAt()) + ", when it became known.")
                        : Html.NONE,
                Table.of(incident.reporting())
                        .column("Regime", one -> Html.value(one.regime()))
                        .column("Deadline", one -> Table.time(one.due()))
                        .column("Reported", Incidents::reported)
                        .html());
    }

    private static String reported(Deadline deadline) {
        if (!deadline.reported()) {
            return "not yet";
        }
        return Times.known(deadline.reportedAt()) ? Words.time(deadline.reportedAt()) : "yes";
    }
}
