package org.forgedtoken.detector.ocsf;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.alert.IncidentKind;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.JsonTree;
import org.jspecify.annotations.Nullable;

/**
 * An incident, read back (reference/incidents.md). It is of bounded size, whoever wrote it.
 *
 * @param kind null where it says none that is known
 * @param verified whether a signature is known good
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
        Map<MemberKind, Count> members,
        Map<String, Long> endpoints,
        String recommended,
        long liveTokens,
        long awareAt,
        List<Deadline> reporting)
        implements WrittenFinding {
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
                kind(own.at("kind").text()),
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

    /** How many different ones. */
    public Count of(MemberKind member) {
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

    private static @Nullable IncidentKind kind(String label) {
        return Arrays.stream(IncidentKind.values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElse(null);
    }

    private static Map<MemberKind, Count> members(JsonTree own) {
        Map<MemberKind, Count> members = new EnumMap<>(MemberKind.class);
        for (MemberKind kind : MemberKind.values()) {
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
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
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
