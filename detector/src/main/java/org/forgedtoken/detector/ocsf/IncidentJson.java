package org.forgedtoken.detector.ocsf;

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
 * An incident as an OCSF 1.8.0 Incident Finding (class 2005): one JSON object in UTF-8, on one line (reference/incidents.md).
 * Only {@code time} and {@code metadata.uid} depend on when it is written.
 */
public final class IncidentJson {
    static final int INCIDENT_FINDING = 2005;
    static final String VERIFIED = "verified";

    private final FindingJson common;
    private final Links links;

    /** An encoder that names this version of the program in each incident. */
    public IncidentJson(String productVersion, Links links) {
        this.links = links;
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
        Triage triage = incident.triage();
        boolean taken = triage != null && triage.by() != null;
        return common.classified(incident.activity(), incident.severity(), writtenAt)
                .time("start_time", scope.first())
                .time("end_time", scope.last())
                .put("count", scope.accesses())
                .put("message", IncidentSentence.of(incident))
                .put(
                        "metadata",
                        common.metadata(uid(incident, writtenAt), incident.key().uid()))
                .put(
                        "finding_info_list",
                        incident.newest().stream()
                                .map(one -> FindingJson.info(one.uid(), one.rule(), one.first(), one.last()))
                                .toList())
                .put("is_suspected_breach", incident.breached() ? true : null)
                .putAll(FindingJson.status(incident.closed(), triage))
                // OCSF wants to know whose it is: where nobody has taken it, that is said
                .put("assignee_group", taken ? null : new JsonObject().put("name", "unassigned"))
                .put("src_url", links.incident(incident.key().uid()))
                .put("unmapped", unmapped(incident).put("runbook_url", links.runbook(Links.INCIDENT)))
                .utf8();
    }

    private static JsonObject unmapped(Incident incident) {
        IncidentKey key = incident.key();
        Scope scope = incident.scope();
        JsonObject json = new JsonObject()
                .put("uid", key.uid())
                .put("kind", key.kind().label())
                .put("proof", incident.verified() ? VERIFIED : "unverified");
        about(json, key);
        json.time("first_use", scope.first()).time("last_use", scope.last());
        JsonObject errors = new JsonObject();
        for (MemberKind kind : MemberKind.values()) {
            json.put(kind.label(), scope.of(kind).number());
            errors.put(
                    kind.label(),
                    scope.of(kind).isExact() ? null : scope.of(kind).errorBound());
        }
        SortedMap<String, Long> endpoints = new TreeMap<>();
        scope.endpoints()
                .forEach((endpoint, accesses) -> endpoints.merge(VisibleText.of(endpoint), accesses, Long::sum));
        return json.put("accesses", scope.accesses())
                .put("standing", scope.standing())
                .put("at_least", scope.atLeast() ? true : null)
                .put("merged_into", incident.mergedInto())
                .put("error_bound", errors.orNothing())
                .put("endpoints", endpoints)
                .put("recommended_action", IncidentSentence.recommended(key))
                .put("live_tokens", incident.liveTokens() < 0 ? null : incident.liveTokens())
                .time("aware_at", incident.awareAt())
                .put(
                        "reporting",
                        incident.reporting().isEmpty()
                                ? null
                                : incident.reporting().stream()
                                        .map(IncidentJson::deadline)
                                        .toList());
    }

    private static void about(JsonObject json, IncidentKey key) {
        if (key instanceof IncidentKey.OfKey one) {
            json.text("issuer", one.issuer()).text("key_id", one.keyId());
        } else if (key instanceof IncidentKey.OfSomeKey some && !some.issuer().isEmpty()) {
            json.text("issuer", some.issuer());
        } else if (key instanceof IncidentKey.OfUnknownKeys unknown) {
            json.text("issuer", unknown.issuer());
        } else if (key instanceof IncidentKey.OfSource campaign) {
            json.text("source", campaign.source());
        }
    }

    private static JsonObject deadline(Incident.Deadline deadline) {
        return new JsonObject()
                .put("regime", deadline.regime())
                .put("deadline", deadline.due())
                .put("reported", Times.known(deadline.reported()))
                .time("reported_at", deadline.reported())
                .time("withdrawn_at", deadline.withdrawnAt());
    }
}
