package org.forgedtoken.detector.demo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.forgedtoken.detector.demo.Fault.Planted;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a detector must find in the traffic sent so far, for the timing of the plan. It is told by those who make the
 * records, who know what they did; nothing here looks at a record.
 */
public final class Truth {

    /**
     * Whom one rule must accuse, and whom it may: where the traffic is near a threshold. It must accuse nobody else.
     *
     * @param due entity → the time of the last access that it takes, epoch ms. An episode's start is no part of the entity.
     * @param uncertain those of whom the truth says neither yes nor no
     */
    public record Expected(SortedMap<String, Long> due, SortedSet<String> uncertain) {
        Expected() {
            this(new TreeMap<>(), new TreeSet<>());
        }

        Expected copy() {
            return new Expected(new TreeMap<>(due), new TreeSet<>(uncertain));
        }

        void must(String entity, long time) {
            due.merge(entity, time, Math::max);
        }

        void may(String entity) {
            uncertain.add(entity);
        }
    }

    /** What an issuance record is. */
    enum Issuance {
        ISSUED,
        REVOKED,
        HEARTBEAT
    }

    /**
     * The rules that accuse a token, by its block-entry key; {@code token-lifetime-impossible} of tokens from before the
     * ledger by {@code issuer|key}.
     */
    public static final List<String> RULES = List.of(
            "token-never-issued",
            "token-altered",
            "token-used-before-issue",
            "token-used-after-expiry",
            "token-used-after-revocation",
            "token-lifetime-impossible");

    /**
     * The rules that accuse something else: a key by {@code issuer|key}, an account by its id, a source by its address;
     * and last those that nothing here gives cause to.
     */
    public static final List<String> OTHER_RULES = List.of(
            "key-unknown",
            "key-retired",
            "key-rotation-overdue",
            "account-unknown",
            "account-rate-anomaly",
            "source-fan-out",
            "source-enumeration",
            "token-without-id",
            "token-unreadable",
            "token-signature-invalid",
            "issuer-uncovered");

    private final TrafficPlan plan;
    private final Map<Outcome, Long> accesses = new EnumMap<>(Outcome.class);
    private final Map<Issuance, Long> issuances = new EnumMap<>(Issuance.class);
    private final Map<Feed, Long> listed = new EnumMap<>(Feed.class);
    private final List<Planted> planted = new ArrayList<>();
    private final Map<String, SourceTrail> trails = new HashMap<>();
    private final Map<IncidentKey, List<Forgery>> incidents = new LinkedHashMap<>();
    private final Map<String, Expected> stated = new HashMap<>();

    /** Of one key, or of all that nobody knows. */
    private record IncidentKey(String issuer, @Nullable String keyId) {}

    Truth(TrafficPlan plan) {
        this.plan = plan;
    }

    void access(Outcome outcome) {
        accesses.merge(outcome, 1L, Long::sum);
    }

    void issuance(Issuance kind) {
        issuances.merge(kind, 1L, Long::sum);
    }

    /** A record of the feed of keys, or of accounts. */
    void list(Feed feed) {
        listed.merge(feed, 1L, Long::sum);
    }

    void planted(Planted one) {
        planted.add(one);
        one.rules().forEach(rule -> must(rule, one.token(), one.lastUse().toEpochMilli()));
    }

    /** A use of a forged or altered token. Told in the order of time. */
    void forged(Forgery use) {
        SampleToken token = use.token();
        trails.computeIfAbsent(use.visitor().sourceIp(), source -> new SourceTrail())
                .add(use.time(), token.account(), use.accountExists());
        if (use.outcome() == Outcome.NEVER_ISSUED) {
            must("token-never-issued", token.key(), use.time());
        }
        if (use.accused()) {
            String key = use.keyKnown() || use.verified() ? token.signer().id() : null;
            incidents
                    .computeIfAbsent(new IncidentKey(token.issuer().name(), key), k -> new ArrayList<>())
                    .add(use);
        }
    }

    /** This rule must accuse this entity, once the access of this time has been seen. */
    void must(String rule, String entity, long time) {
        stated.computeIfAbsent(rule, r -> new Expected()).must(entity, time);
    }

    /** Whether this rule accuses this entity is a matter of settings, or of luck. */
    void may(String rule, String entity) {
        stated.computeIfAbsent(rule, r -> new Expected()).may(entity);
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

    /** All records of the feed of keys, or of accounts. */
    public long listed(Feed feed) {
        return listed.getOrDefault(feed, 0L);
    }

    /** The planted faults, in the order of their planting. */
    public List<Planted> planted() {
        return List.copyOf(planted);
    }

    /** The incidents that must be there, and no other; in the order of their first uses. */
    public List<IncidentTruth> incidents() {
        return incidents.entrySet().stream()
                .map(one -> IncidentTruth.of(one.getKey().issuer(), one.getKey().keyId(), one.getValue()))
                .toList();
    }

    /** For each of {@link #RULES} whom it must accuse; it accuses no one else. */
    public SortedMap<String, SortedSet<String>> alerts() {
        SortedMap<String, SortedSet<String>> alerts = new TreeMap<>();
        RULES.forEach(rule -> alerts.put(
                rule,
                new TreeSet<>(stated.getOrDefault(rule, new Expected()).due().keySet())));
        return alerts;
    }

    /** For each of {@link #RULES} and {@link #OTHER_RULES} whom it must accuse. */
    public SortedMap<String, Expected> expected() {
        SortedMap<String, Expected> expected = new TreeMap<>();
        Stream.concat(RULES.stream(), OTHER_RULES.stream())
                .forEach(rule -> expected.put(
                        rule, stated.getOrDefault(rule, new Expected()).copy()));
        trails.forEach((source, trail) -> trail.expect(plan, source, expected));
        return expected;
    }

    /** The truth as one JSON object, a planted fault a line. */
    public String toJson() {
        JsonObject alerts = new JsonObject();
        alerts().forEach(alerts::put);
        JsonObject lists = new JsonObject().put("keys", listed(Feed.KEYS)).put("accounts", listed(Feed.ACCOUNTS));
        String expected = expected().entrySet().stream()
                .map(rule -> '"'
                        + rule.getKey()
                        + "\":"
                        + new JsonObject()
                                .put("must", rule.getValue().due().keySet())
                                .put("may", rule.getValue().uncertain()))
                .collect(Collectors.joining(",\n", "{\n", "}"));
        return new JsonObject()
                        .put("parameters", plan.toJson())
                        .put("outage", plan.gap().toJson(plan.start()))
                        .put("alerts", alerts)
                        .ready("altered_variants", planted(Fault.ALTERED_ACCOUNT, Fault.ALTERED_SCOPE))
                        .put("accesses", counts(accesses(), Outcome.values(), accesses))
                        .put("issuances", counts(issuances(), Issuance.values(), issuances))
                        .put("lists", lists)
                        .ready("incidents", lines(incidents().stream()))
                        .ready("rules", expected)
                        .ready("planted", planted(Fault.values()))
                + "\n";
    }

    private static <K extends Enum<K>> JsonObject counts(long all, K[] kinds, Map<K, Long> counts) {
        JsonObject json = new JsonObject().put("read", all);
        for (K kind : kinds) {
            json.put(kind.toString().toLowerCase(Locale.ROOT), counts.getOrDefault(kind, 0L));
        }
        return json;
    }

    private String planted(Fault... kinds) {
        List<Fault> wanted = List.of(kinds);
        return lines(planted.stream().filter(one -> wanted.contains(one.fault())));
    }

    private static String lines(Stream<? extends Record> records) {
        return records.map(one -> RecordJson.of(one).toString()).collect(Collectors.joining(",\n", "[\n", "]"));
    }

    /**
     * One use of a forged or altered token, as its maker knows it.
     *
     * @param time epoch ms
     * @param outcome what the access must be counted as
     * @param accused whether a rule accuses the token, so that the use belongs to its key's incident
     * @param accountExists whether the account that the token names exists at this time
     * @param keyKnown whether the issuer has a key of the token's key id, whoever signed with it
     * @param verified whether the gateway says that the signature is good
     * @param refused whether the gateway refused it all the same
     * @param visitor who used it
     * @param page what was asked for
     */
    record Forgery(
            long time,
            Outcome outcome,
            boolean accused,
            boolean accountExists,
            boolean keyKnown,
            boolean verified,
            boolean refused,
            SampleToken token,
            Visitor visitor,
            NativeRecords.Page page) {

        /** What is undetermined proves nothing, though it may join. */
        boolean isProof() {
            return verified && (outcome == Outcome.NEVER_ISSUED || outcome == Outcome.ALTERED);
        }

        @Nullable
        String unknownAccount() {
            return accountExists ? null : token.account();
        }
    }
}
