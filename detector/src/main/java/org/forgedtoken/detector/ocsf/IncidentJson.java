package org.forgedtoken.detector.ocsf;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.FindingStatus;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.IncidentKind;
import org.forgedtoken.detector.alert.Scope;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.alert.Triage;
import org.forgedtoken.detector.alert.Uid;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.JsonTree;
import org.jspecify.annotations.Nullable;

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
                incident.scope().of(Scope.MemberKind.ALERTS).toString(),
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
        String uid = incident.key().uid();
        boolean taken = triage != null && triage.by() != null;
        List<JsonObject> newest = incident.newest().stream()
                .map(one -> FindingJson.info(one.uid(), one.rule(), one.first(), one.last()))
                .toList();
        return common.classified(incident.activity(), incident.severity(), writtenAt)
                .time("start_time", scope.first())
                .time("end_time", scope.last())
                .put("count", scope.accesses())
                .put("message", IncidentSentence.of(incident))
                .put("metadata", common.metadata(uid(incident, writtenAt), uid))
                .put("finding_info_list", newest)
                .put("is_suspected_breach", incident.breached() ? true : null)
                .putAll(FindingJson.status(incident.closed(), triage))
                // OCSF wants to know whose it is: where nobody has taken it, that is said
                .put("assignee_group", taken ? null : new JsonObject().put("name", "unassigned"))
                .put("src_url", links.incident(uid))
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
        for (Scope.MemberKind kind : Scope.MemberKind.values()) {
            Count count = scope.of(kind);
            json.put(kind.label(), count.number());
            errors.put(kind.label(), count.isExact() ? null : count.errorBound());
        }
        SortedMap<String, Long> endpoints = new TreeMap<>();
        scope.endpoints()
                .forEach((endpoint, accesses) -> endpoints.merge(VisibleText.of(endpoint), accesses, Long::sum));
        return json.put("accesses", scope.accesses())
                .put("standing", scope.standing())
                .put("at_least", scope.atLeast() ? true : null)
                .put("merged_into", incident.mergedInto())
                .some("error_bound", errors)
                .put("endpoints", endpoints)
                .put("recommended_action", IncidentSentence.recommended(key))
                .put("live_tokens", incident.liveTokens() < 0 ? null : incident.liveTokens())
                .time("aware_at", incident.awareAt())
                .some(
                        "reporting",
                        incident.reporting().stream()
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

    /**
     * An incident, read back (reference/incidents.md). It is of bounded size, whoever wrote it: every part may be missing, and no
     * text is to be trusted. A text that is not there is empty, a number 0, a time {@link Times#UNKNOWN}.
     *
     * @param kind null where it says none that is known
     * @param verified whether a signature is known good
     * @param time wall clock at which it was written, epoch ms
     * @param status OCSF {@code status_id}
     * @param severity OCSF {@code severity_id}
     * @param caption of the severity
     * @param message one sentence
     * @param first event time of the first use, epoch ms, or {@link Times#UNKNOWN}
     * @param last the same of the last use
     * @param members how many different ones
     * @param endpoints path template → accesses, the most used first
     * @param liveTokens negative where nobody knows
     * @param awareAt wall clock, epoch ms, or {@link Times#UNKNOWN}
     * @param reporting by when to report to whom; empty where no clock runs
     */
    public record WrittenIncident(
            String uid,
            @Nullable IncidentKind kind,
            boolean verified,
            long time,
            int status,
            Standing standing,
            int severity,
            String caption,
            String message,
            String issuer,
            String keyId,
            String source,
            long first,
            long last,
            long accesses,
            Map<Scope.MemberKind, Count> members,
            Map<String, Long> endpoints,
            String recommended,
            long liveTokens,
            long awareAt,
            List<Deadline> reporting) {
        private static final int MOST_ENDPOINTS = 20;
        private static final int MOST_DEADLINES = 20;

        /**
         * By when it must be reported.
         *
         * @param due wall clock, epoch ms
         * @param reportedAt wall clock, epoch ms, or {@link Times#UNKNOWN}
         * @param isRunning whether there still is something to report
         */
        public record Deadline(String regime, long due, boolean reported, long reportedAt, boolean isRunning) {}

        /** Reads a value; null where it is no incident, or has no uid. */
        public static @Nullable WrittenIncident read(byte[] json) {
            JsonTree tree = JsonTree.read(json);
            return tree == null ? null : of(tree);
        }

        /** The incident that this object is; null where it is none, or has no uid. */
        public static @Nullable WrittenIncident of(JsonTree json) {
            JsonTree own = json.at("unmapped");
            String uid = VisibleText.of(own.at("uid").text());
            if (json.at("class_uid").number(0) != IncidentJson.INCIDENT_FINDING || uid.isEmpty()) {
                return null;
            }
            return new WrittenIncident(
                    uid,
                    IncidentKind.of(own.at("kind").text()),
                    own.at("proof").text().equals(IncidentJson.VERIFIED),
                    json.at("time").time(),
                    json.at("status_id").small(),
                    Standing.of(json),
                    json.at("severity_id").small(),
                    VisibleText.of(json.at("severity").text()),
                    VisibleText.of(json.at("message").text()),
                    VisibleText.of(own.at("issuer").text()),
                    VisibleText.of(own.at("key_id").text()),
                    VisibleText.of(own.at("source").text()),
                    own.at("first_use").time(),
                    own.at("last_use").time(),
                    Math.max(0, own.at("accesses").number(0)),
                    members(own),
                    endpoints(own.at("endpoints")),
                    VisibleText.of(own.at("recommended_action").text()),
                    own.at("live_tokens").number(-1),
                    own.at("aware_at").time(),
                    own.at("reporting").items().stream()
                            .filter(one -> Times.known(one.at("deadline").time()))
                            .limit(MOST_DEADLINES)
                            .map(WrittenIncident::deadline)
                            .toList());
        }

        /** Whether it says that it is new or in progress. */
        public boolean isOpen() {
            return status == FindingStatus.NEW.ocsfId() || status == FindingStatus.IN_PROGRESS.ocsfId();
        }

        /** How many different ones. */
        public Count of(Scope.MemberKind member) {
            return members.getOrDefault(member, Count.NONE);
        }

        /** Whether it is about a key, and not about a source. */
        public boolean isOfKey() {
            return kind == IncidentKind.KEY_COMPROMISE;
        }

        /** Whether it must be reported under this regime. */
        public boolean isClockRunning(String regime) {
            return reporting.stream()
                    .anyMatch(one -> one.isRunning() && one.regime().equals(regime));
        }

        private static Map<Scope.MemberKind, Count> members(JsonTree own) {
            Map<Scope.MemberKind, Count> members = new EnumMap<>(Scope.MemberKind.class);
            for (Scope.MemberKind kind : Scope.MemberKind.values()) {
                long error = own.at("error_bound", kind.label()).number(0);
                members.put(kind, new Count(Math.max(0, own.at(kind.label()).number(0)), Math.max(0, error)));
            }
            return Collections.unmodifiableMap(members);
        }

        private static Map<String, Long> endpoints(JsonTree endpoints) {
            Map<String, Long> counted = new LinkedHashMap<>();
            endpoints.members().entrySet().stream()
                    .map(entry -> Map.entry(
                            VisibleText.of(entry.getKey()), entry.getValue().number(0)))
                    .sorted(Map.Entry.<String, Long>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(MOST_ENDPOINTS)
                    .forEach(entry -> counted.merge(entry.getKey(), entry.getValue(), Long::sum));
            return Collections.unmodifiableMap(counted);
        }

        private static Deadline deadline(JsonTree one) {
            return new Deadline(
                    VisibleText.of(one.at("regime").text()),
                    one.at("deadline").time(),
                    one.at("reported").isTrue(),
                    one.at("reported_at").time(),
                    !Times.known(one.at("withdrawn_at").time()));
        }
    }
}
