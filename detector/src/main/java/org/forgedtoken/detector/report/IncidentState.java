package org.forgedtoken.detector.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.forgedtoken.detector.alert.IncidentKind;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.JsonTree;
import org.jspecify.annotations.Nullable;

/**
 * One line that is an incident (CONTRACT, section 7). Texts are cut; a text that is not there is empty.
 *
 * @param proof whether a signature is known good
 * @param first event time of the first use, epoch ms, or {@link Times#UNKNOWN}
 * @param last the same of the last use
 * @param members how many different ones
 * @param endpoints path template → accesses, the most used first
 * @param liveTokens negative where nobody knows
 * @param awareAt wall clock, epoch ms, or {@link Times#UNKNOWN}
 * @param reporting by when to report to whom; empty where no clock runs
 */
record IncidentState(
        String uid,
        IncidentKind kind,
        boolean proof,
        Standing standing,
        String severity,
        String issuer,
        String keyId,
        String source,
        long first,
        long last,
        long accesses,
        Map<MemberKind, Estimate> members,
        Map<String, Long> endpoints,
        String recommended,
        long liveTokens,
        long awareAt,
        List<Deadline> reporting) {
    /** What is told of one incident, should somebody else have written the file. */
    private static final int MOST_ENDPOINTS = 20;

    private static final int MOST_DEADLINES = 20;
    private static final int MOST_BYTES = 256;
    private static final int INCIDENT_FINDING = 2005;

    /** What stands and is verified first, then the largest. */
    static final Comparator<IncidentState> GRAVEST_FIRST = Comparator.comparing(
                    (IncidentState one) -> !one.standing().counts())
            .thenComparing(one -> !one.proof())
            .thenComparing(Comparator.comparingLong(IncidentState::accesses).reversed())
            .thenComparing(IncidentState::first)
            .thenComparing(IncidentState::uid);

    /**
     * By when it must be reported.
     *
     * @param due wall clock, epoch ms
     * @param reportedAt wall clock, epoch ms, or {@link Times#UNKNOWN}
     */
    record Deadline(String regime, long due, boolean reported, long reportedAt) {}

    /** The incident that this object is; null where it is none. */
    static @Nullable IncidentState of(JsonTree incident) {
        JsonTree own = incident.at("unmapped");
        String uid = own.at("uid").text();
        IncidentKind kind = kind(own.at("kind").text());
        if (incident.at("class_uid").number(0) != INCIDENT_FINDING || uid.isEmpty() || kind == null) {
            return null;
        }
        return new IncidentState(
                cut(uid),
                kind,
                own.at("proof").text().equals("verified"),
                Standing.of(incident),
                cut(incident.at("severity").text()).toLowerCase(Locale.ROOT),
                cut(own.at("issuer").text()),
                cut(own.at("key_id").text()),
                cut(own.at("source").text()),
                EventTime.of(own.at("first_use")),
                EventTime.of(own.at("last_use")),
                Math.max(0, own.at("accesses").number(0)),
                members(own),
                endpoints(own.at("endpoints")),
                cut(own.at("recommended_action").text()),
                own.at("live_tokens").number(-1),
                EventTime.of(own.at("aware_at")),
                reporting(own.at("reporting")));
    }

    /** How many different ones. */
    Estimate of(MemberKind member) {
        return members.getOrDefault(member, Estimate.NONE);
    }

    /** Whether it is about a key, and not about a source. */
    boolean isOfKey() {
        return kind == IncidentKind.KEY_COMPROMISE;
    }

    private static @Nullable IncidentKind kind(String label) {
        for (IncidentKind kind : IncidentKind.values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
        }
        return null;
    }

    private static Map<MemberKind, Estimate> members(JsonTree own) {
        Map<MemberKind, Estimate> members = new EnumMap<>(MemberKind.class);
        for (MemberKind kind : MemberKind.values()) {
            long error = own.at("error_bound", kind.label()).number(0);
            members.put(kind, new Estimate(Math.max(0, own.at(kind.label()).number(0)), Math.max(0, error)));
        }
        return Collections.unmodifiableMap(members);
    }

    private static Map<String, Long> endpoints(JsonTree endpoints) {
        Map<String, Long> counted = new LinkedHashMap<>();
        endpoints.members().entrySet().stream()
                .map(entry -> Map.entry(cut(entry.getKey()), entry.getValue().number(0)))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_ENDPOINTS)
                .forEach(entry -> counted.merge(entry.getKey(), entry.getValue(), Long::sum));
        return Collections.unmodifiableMap(counted);
    }

    private static List<Deadline> reporting(JsonTree reporting) {
        List<Deadline> deadlines = new ArrayList<>();
        for (JsonTree one : reporting.items()) {
            long due = EventTime.of(one.at("deadline"));
            if (Times.known(due) && deadlines.size() < MOST_DEADLINES) {
                deadlines.add(new Deadline(
                        cut(one.at("regime").text()),
                        due,
                        one.at("reported").isTrue(),
                        EventTime.of(one.at("reported_at"))));
            }
        }
        return List.copyOf(deadlines);
    }

    private static String cut(String text) {
        return VisibleText.cut(text, MOST_BYTES);
    }
}
