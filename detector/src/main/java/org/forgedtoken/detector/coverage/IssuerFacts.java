package org.forgedtoken.detector.coverage;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer's issuance records have taught, as functions of event time, so that a token is judged with what was
 * known at its decidable time whatever the order of arrival. Times are epoch ms. Not thread-safe.
 */
public final class IssuerFacts {
    /** An issuer's habit counts once so many of its records show it. */
    public static final int ENOUGH = 100;

    /** Under which name the records of all kinds are counted; of those that state a kind, those of each as well. */
    private static final String ALL_KINDS = "";

    private static final int MOST_KINDS = 32;

    private final Map<String, Lifetimes> lifetimes = new TreeMap<>(Map.of(ALL_KINDS, new Lifetimes()));
    private final FirstTimes withId;
    private long withoutId;
    private long withoutDigest;
    private final Map<IdentityKind, Long> keyedSince;
    private final FirstKeys keys;
    private @Nullable Snapshot snapshot;

    public IssuerFacts() {
        this(new FirstTimes(), Times.UNKNOWN, Times.UNKNOWN, new TreeMap<>(), new FirstKeys());
    }

    private IssuerFacts(
            FirstTimes withId, long withoutId, long withoutDigest, Map<IdentityKind, Long> keyedSince, FirstKeys keys) {
        this.withId = withId;
        this.withoutId = withoutId;
        this.withoutDigest = withoutDigest;
        this.keyedSince = keyedSince;
        this.keys = keys;
    }

    /**
     * All that is plain data here, for storing and for marks.
     *
     * @param lifetimes by kind, and of all kinds under the empty name
     */
    public record Snapshot(
            Map<String, Lifetimes.Snapshot> lifetimes,
            List<Long> withId,
            long withoutId,
            long withoutDigest,
            Map<IdentityKind, Long> keyedSince,
            Map<String, Long> keysSince) {}

    /** The same object until something new is learned: marks carry it, and most carry nothing new. */
    public Snapshot snapshot() {
        if (snapshot == null) {
            snapshot = takeSnapshot();
        }
        return snapshot;
    }

    private Snapshot takeSnapshot() {
        Map<String, Lifetimes.Snapshot> byKind = new TreeMap<>();
        lifetimes.forEach((kind, known) -> byKind.put(kind, known.snapshot()));
        return new Snapshot(byKind, withId.asList(), withoutId, withoutDigest, new TreeMap<>(keyedSince), keys.asMap());
    }

    public static IssuerFacts restore(Snapshot s) {
        return union(List.of(s));
    }

    /** What several partitions have taught of one issuer. */
    public static IssuerFacts union(Collection<Snapshot> parts) {
        IssuerFacts all = new IssuerFacts();
        for (Snapshot part : parts) {
            part.lifetimes()
                    .forEach((kind, known) -> all.lifetimes
                            .computeIfAbsent(kind, k -> new Lifetimes())
                            .add(known));
            for (long time : part.withId()) {
                all.withId.add(time);
            }
            all.withoutId = earlier(all.withoutId, part.withoutId());
            all.withoutDigest = earlier(all.withoutDigest, part.withoutDigest());
            part.keyedSince().forEach((kind, time) -> all.keyedSince.merge(kind, time, Math::min));
            part.keysSince().forEach((keyId, time) -> all.keys.add(keyId, time));
        }
        return all;
    }

    /** Learns from one issuance; returns whether anything was new. */
    public boolean learn(Heard.Issuance issuance) {
        long time = issuance.time();
        Long known = keyedSince.get(issuance.keyedBy());
        boolean news = known == null || known > time;
        keyedSince.merge(issuance.keyedBy(), time, Math::min);
        if (issuance.hasId()) {
            news |= withId.add(time);
        } else {
            news |= earlier(withoutId, time) != withoutId;
            withoutId = earlier(withoutId, time);
        }
        if (!issuance.hasDigest()) {
            news |= earlier(withoutDigest, time) != withoutDigest;
            withoutDigest = earlier(withoutDigest, time);
        }
        news |= lifetimes(null).learn(time, issuance.lifetime());
        String kind = issuance.kind();
        if (kind != null && (lifetimes.containsKey(kind) || lifetimes.size() <= MOST_KINDS)) {
            news |= lifetimes.computeIfAbsent(kind, k -> new Lifetimes()).learn(time, issuance.lifetime());
        }
        if (issuance.keyId() != null) {
            news |= keys.add(issuance.keyId(), time);
        }
        if (news) {
            snapshot = null;
        }
        return news;
    }

    /** What the records of this kind state; of any kind, where it is null or no record has stated it. */
    public Lifetimes lifetimes(@Nullable String kind) {
        Lifetimes known = kind == null ? null : lifetimes.get(kind);
        return known != null ? known : lifetimes.getOrDefault(ALL_KINDS, new Lifetimes());
    }

    /** Whether an issuance up to {@code time} was of this kind, by what its record states. */
    public boolean statesKind(String kind, long time) {
        Lifetimes known = lifetimes.get(kind);
        return known != null && Times.known(known.since()) && known.since() <= time;
    }

    /** Whether at least 100 issuances up to {@code time} had an id and none lacked it. */
    public boolean alwaysSetsId(long time) {
        return withId.hasAllBy(time) && !isBy(withoutId, time);
    }

    /** Whether no issuance up to {@code time} lacked a digest. */
    public boolean alwaysStatesDigest(long time) {
        return !isBy(withoutDigest, time);
    }

    /** Whether an issuance up to {@code time} was keyed by this kind of identity. */
    public boolean isKeyedBy(IdentityKind kind, long time) {
        Long since = keyedSince.get(kind);
        return since != null && since <= time;
    }

    /** Whether an issuance up to {@code time} was signed by this key. */
    public boolean knowsKey(String keyId, long time) {
        return keys.hasBy(keyId, time);
    }

    private static boolean isBy(long first, long time) {
        return Times.known(first) && first <= time;
    }

    private static long earlier(long a, long b) {
        return Times.known(a) && Times.known(b) ? Math.min(a, b) : Times.either(a, b);
    }
}
