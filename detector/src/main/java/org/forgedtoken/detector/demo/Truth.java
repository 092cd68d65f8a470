package org.forgedtoken.detector.demo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a detector must find in the traffic sent so far, for the timing of the plan. It is told by those who make the
 * records, who know what they did; nothing here looks at a record.
 */
public final class Truth {

    /** What an issuance record is. */
    enum Issuance {
        ISSUED,
        REVOKED,
        HEARTBEAT
    }

    /** The rules of which the truth is known; of others it says nothing. */
    public static final List<String> RULES = List.of(
            "token-never-issued",
            "token-altered",
            "token-used-before-issue",
            "token-used-after-expiry",
            "token-used-after-revocation",
            "token-lifetime-impossible");

    private final TrafficPlan plan;
    private final Map<Outcome, Long> accesses = new EnumMap<>(Outcome.class);
    private final Map<Issuance, Long> issuances = new EnumMap<>(Issuance.class);
    private final List<Planted> planted = new ArrayList<>();

    Truth(TrafficPlan plan) {
        this.plan = plan;
    }

    void access(Outcome outcome) {
        accesses.merge(outcome, 1L, Long::sum);
    }

    void issuance(Issuance kind) {
        issuances.merge(kind, 1L, Long::sum);
    }

    void planted(Planted one) {
        planted.add(one);
    }

    /** Accesses by what they must be counted as. */
    public long accesses(Outcome outcome) {
        return accesses.getOrDefault(outcome, 0L);
    }

    /** All access records. */
    public long accesses() {
        return accesses.values().stream().mapToLong(Long::longValue).sum();
    }

    /** All issuance records that arrive. */
    public long issuances() {
        return issuances.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The planted faults, in the order of their planting. */
    public List<Planted> planted() {
        return List.copyOf(planted);
    }

    /** For each of {@link #RULES} the tokens, by block-entry key, for which it must fire; it fires for no other. */
    public SortedMap<String, SortedSet<String>> alerts() {
        SortedMap<String, SortedSet<String>> alerts = new TreeMap<>();
        for (String rule : RULES) {
            SortedSet<String> tokens = new TreeSet<>();
            planted.stream().filter(one -> one.rules().contains(rule)).forEach(one -> tokens.add(one.token()));
            alerts.put(rule, tokens);
        }
        return alerts;
    }

    /** The truth as one JSON object, a planted fault a line. */
    public String toJson() {
        JsonObject alerts = new JsonObject();
        alerts().forEach(alerts::texts);
        return new JsonObject()
                        .raw("parameters", parameters())
                        .raw("outage", outage())
                        .raw("alerts", alerts.toString())
                        .raw("altered_variants", list(Fault.ALTERED_ACCOUNT, Fault.ALTERED_SCOPE))
                        .raw("accesses", accessCounts())
                        .raw("issuances", issuanceCounts())
                        .raw("planted", list(Fault.values()))
                + "\n";
    }

    private String list(Fault... faults) {
        List<Fault> wanted = List.of(faults);
        return planted.stream()
                .filter(one -> wanted.contains(one.fault()))
                .map(Planted::toJson)
                .collect(Collectors.joining(",\n", "[\n", "]"));
    }

    private String parameters() {
        JsonObject faults = new JsonObject();
        plan.attack().faults().forEach((fault, count) -> faults.number(fault.name(), count));
        Timing timing = plan.timing();
        return new JsonObject()
                .number("seed", plan.seed())
                .text("start", plan.start().toString())
                .text("duration", plan.duration().toString())
                .number("rate", plan.rate())
                .number("issuers", plan.issuers())
                .text("grace", timing.grace().toString())
                .text("skew", timing.skew().toString())
                .text("revocation_grace", timing.revocationGrace().toString())
                .text("hole_wait", timing.holeWait().toString())
                .text("token_life", timing.tokenLife().toString())
                .text("attack_after", plan.attack().after().toString())
                .text("attack_length", plan.attack().length().toString())
                .raw("faults_asked", faults.toString())
                .toString();
    }

    private String outage() {
        TrafficPlan.Gap gap = plan.gap();
        String kind = gap.outage().name().toLowerCase(Locale.ROOT);
        JsonObject outage = new JsonObject().text("kind", kind);
        if (gap.outage() != Outage.NONE) {
            outage.text("since", plan.start().plus(gap.after()).toString())
                    .text(
                            "until",
                            plan.start().plus(gap.after()).plus(gap.length()).toString());
        }
        return outage.bool("ledger_degraded", gap.outage() != Outage.NONE).toString();
    }

    private String accessCounts() {
        JsonObject counts = new JsonObject().number("read", accesses());
        for (Outcome outcome : Outcome.values()) {
            counts.number(outcome.text(), accesses(outcome));
        }
        return counts.toString();
    }

    private String issuanceCounts() {
        JsonObject counts = new JsonObject().number("read", issuances());
        for (Issuance kind : Issuance.values()) {
            counts.number(kind.name().toLowerCase(Locale.ROOT), issuances.getOrDefault(kind, 0L));
        }
        return counts.toString();
    }
}
