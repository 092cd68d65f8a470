package org.forgedtoken.detector.ocsf;

import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.FindingStatus;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Scope;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.alert.Triage;
import org.forgedtoken.detector.alert.Uid;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.feed.Times;

/**
 * An incident as an OCSF 1.8.0 Incident Finding (class 2005): one JSON object in UTF-8, on one line (CONTRACT, section
 * 7). Only {@code time} and {@code metadata.uid} depend on when it is written.
 */
public final class IncidentJson {
    static final int INCIDENT_FINDING = 2005;
    static final String VERIFIED = "verified";

    private final FindingJson common;

    /** An encoder that names this version of the program in each incident. */
    public IncidentJson(String productVersion) {
        this.common = new FindingJson(INCIDENT_FINDING, productVersion);
    }

    /**
     * {@code metadata.uid}: 32 hex digits, the same for two records that make the same statement at the same time.
     *
     * @param writtenAt the wall clock, epoch ms
     */
    public static String uid(Incident incident, long writtenAt) {
        return Uid.of(String.join(
                "\n",
                incident.key().uid(),
                incident.activity().label(),
                incident.severity().label(),
                Boolean.toString(incident.verified()),
                Boolean.toString(incident.breached()),
                Long.toString(incident.scope().standing()),
                Long.toString(incident.scope().accesses()),
                Long.toString(incident.scope().first()),
                Long.toString(incident.scope().last()),
                incident.scope().of(MemberKind.ALERTS).toString(),
                FindingStatus.of(incident.closed(), incident.triage()).caption(),
                Long.toString(writtenAt)));
    }

    /**
     * The record's value.
     *
     * @param writtenAt the wall clock, epoch ms
     */
    public byte[] bytes(Incident incident, long writtenAt) {
        Scope scope = incident.scope();
        return JsonLine.utf8(json -> {
            common.classification(json, incident.activity(), incident.severity(), writtenAt);
            common.accesses(json, scope.first(), scope.last(), scope.accesses(), IncidentSentence.of(incident));
            common.metadata(json, uid(incident, writtenAt), incident.key().uid(), null);
            json.list("finding_info_list", () -> {
                for (Incident.Listed alert : incident.newest()) {
                    json.item(() -> FindingJson.info(json, alert.uid(), alert.rule(), alert.first(), alert.last()));
                }
            });
            if (incident.breached()) {
                json.flag("is_suspected_breach", true);
            }
            status(json, incident);
            json.object("unmapped", () -> unmapped(json, incident));
        });
    }

    /** OCSF wants to know whose it is: where nobody has taken it, that is said. */
    private static void status(JsonLine json, Incident incident) throws IOException {
        Triage triage = incident.triage();
        FindingJson.status(json, incident.closed(), triage);
        if (triage == null || triage.by() == null) {
            json.object("assignee_group", () -> json.exact("name", "unassigned"));
        }
    }

    private static void unmapped(JsonLine json, Incident incident) throws IOException {
        IncidentKey key = incident.key();
        Scope scope = incident.scope();
        json.exact("uid", key.uid());
        json.exact("kind", key.kind().label());
        json.exact("proof", incident.verified() ? VERIFIED : "unverified");
        about(json, key);
        json.time("first_use", scope.first());
        json.time("last_use", scope.last());
        for (MemberKind kind : MemberKind.values()) {
            json.number(kind.label(), scope.of(kind).number());
        }
        json.number("accesses", scope.accesses());
        json.number("standing", scope.standing());
        if (scope.atLeast()) {
            json.flag("at_least", true);
        }
        json.exact("merged_into", incident.mergedInto());
        if (scope.members().values().stream().anyMatch(count -> count.errorBound() > 0)) {
            json.object("error_bound", () -> {
                for (MemberKind kind : MemberKind.values()) {
                    if (scope.of(kind).errorBound() > 0) {
                        json.number(kind.label(), scope.of(kind).errorBound());
                    }
                }
            });
        }
        json.object("endpoints", () -> endpoints(json, scope));
        json.exact("recommended_action", IncidentSentence.recommended(key));
        if (incident.liveTokens() >= 0) {
            json.number("live_tokens", incident.liveTokens());
        }
        json.time("aware_at", incident.awareAt());
        if (!incident.reporting().isEmpty()) {
            json.list("reporting", () -> {
                for (Incident.Deadline deadline : incident.reporting()) {
                    json.item(() -> deadline(json, deadline));
                }
            });
        }
    }

    private static void about(JsonLine json, IncidentKey key) throws IOException {
        if (key instanceof IncidentKey.OfKey one) {
            json.text("issuer", one.issuer());
            json.text("key_id", one.keyId());
        } else if (key instanceof IncidentKey.OfSomeKey some && !some.issuer().isEmpty()) {
            json.text("issuer", some.issuer());
        } else if (key instanceof IncidentKey.OfUnknownKeys unknown) {
            json.text("issuer", unknown.issuer());
        } else if (key instanceof IncidentKey.OfSource campaign) {
            json.text("source", campaign.source());
        }
    }

    private static void endpoints(JsonLine json, Scope scope) throws IOException {
        SortedMap<String, Long> shown = new TreeMap<>();
        scope.endpoints().forEach((endpoint, accesses) -> shown.merge(VisibleText.of(endpoint), accesses, Long::sum));
        for (Map.Entry<String, Long> endpoint : shown.entrySet()) {
            json.number(endpoint.getKey(), endpoint.getValue());
        }
    }

    private static void deadline(JsonLine json, Incident.Deadline deadline) throws IOException {
        json.exact("regime", deadline.regime());
        json.number("deadline", deadline.due());
        json.flag("reported", Times.known(deadline.reported()));
        json.time("reported_at", deadline.reported());
        json.time("withdrawn_at", deadline.withdrawnAt());
    }
}
