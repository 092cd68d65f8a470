package org.forgedtoken.detector.coverage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private static final int MOST_KEYS = 64;

    private static final Comparator<Map.Entry<String, Long>> BY_FIRST =
            Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey());

    private final Lifetimes ofAllKinds = new Lifetimes();
    private final Map<String, Lifetimes> lifetimes = new TreeMap<>(Map.of(ALL_KINDS, ofAllKinds));
    private final FirstTimes withId = new FirstTimes(List.of());
    private long withoutId = Times.UNKNOWN;
    private long withoutDigest = Times.UNKNOWN;
    private final Map<IdentityKind, Long> keyedSince = new TreeMap<>();
    /** The signing keys that the records name, each with the time of the first: the {@value #MOST_KEYS} that came first. */
    private final Map<String, Long> keysSince = new TreeMap<>();

    private @Nullable Snapshot snapshot;
    /** By kind the last issuance that taught nothing, since anything was learned. */
    private final Map<String, Heard.Issuance> repeated = new HashMap<>();

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
            Map<String, Lifetimes.Snapshot> byKind = new TreeMap<>();
            lifetimes.forEach((kind, known) -> byKind.put(kind, known.snapshot()));
            snapshot = new Snapshot(
                    byKind,
                    withId.asList(),
                    withoutId,
                    withoutDigest,
                    new TreeMap<>(keyedSince),
                    new TreeMap<>(keysSince));
        }
        return snapshot;
    }

    /** What several partitions have taught of one issuer. */
    public static IssuerFacts union(Collection<Snapshot> parts) {
        IssuerFacts all = new IssuerFacts();
        for (Snapshot part : parts) {
            part.lifetimes()
                    .forEach((kind, known) -> all.lifetimes
                            .computeIfAbsent(kind, k -> new Lifetimes())
                            .add(known));
            part.withId().forEach(all.withId::add);
            all.withoutId = Times.earlier(all.withoutId, part.withoutId());
            all.withoutDigest = Times.earlier(all.withoutDigest, part.withoutDigest());
            part.keyedSince().forEach((kind, time) -> all.keyedSince.merge(kind, time, Math::min));
            part.keysSince().forEach((keyId, time) -> all.learnKey(keyId, time));
        }
        return all;
    }

    /** Whether it is like an issuance that taught nothing: nor does this one, since only what is earlier would be news. */
    boolean repeats(Heard.Issuance issuance) {
        Heard.Issuance like = repeated.get(kind(issuance));
        return like != null
                && like.time() <= issuance.time()
                && like.keyedBy() == issuance.keyedBy()
                && like.hasId() == issuance.hasId()
                && like.hasDigest() == issuance.hasDigest()
                && Times.known(like.lifetime()) == Times.known(issuance.lifetime())
                && like.lifetime() >= issuance.lifetime()
                && Objects.equals(like.keyId(), issuance.keyId());
    }

    private static String kind(Heard.Issuance issuance) {
        return issuance.kind() == null ? ALL_KINDS : issuance.kind();
    }

    /** Learns from one issuance; returns whether anything was new. */
    public boolean learn(Heard.Issuance issuance) {
        if (repeats(issuance)) {
            return false;
        }
        long time = issuance.time();
        boolean news = !isKeyedBy(issuance.keyedBy(), time);
        keyedSince.merge(issuance.keyedBy(), time, Math::min);
        if (issuance.hasId()) {
            news |= withId.add(time);
        } else {
            news |= !isBy(withoutId, time);
            withoutId = Times.earlier(withoutId, time);
        }
        if (!issuance.hasDigest()) {
            news |= !isBy(withoutDigest, time);
            withoutDigest = Times.earlier(withoutDigest, time);
        }
        news |= ofAllKinds.learn(time, issuance.lifetime());
        String kind = kind(issuance);
        boolean isNewKind = !lifetimes.containsKey(kind) && lifetimes.size() <= MOST_KINDS;
        news |= isNewKind;
        if (!kind.equals(ALL_KINDS) && (isNewKind || lifetimes.containsKey(kind))) {
            news |= lifetimes.computeIfAbsent(kind, k -> new Lifetimes()).learn(time, issuance.lifetime());
        }
        if (issuance.keyId() != null) {
            news |= learnKey(issuance.keyId(), time);
        }
        if (news) {
            snapshot = null;
            repeated.clear();
        } else if (lifetimes.containsKey(kind)) {
            repeated.put(kind, issuance);
        }
        return news;
    }

    private boolean learnKey(String keyId, long time) {
        if (knowsKey(keyId, time)) {
            return false;
        }
        keysSince.put(keyId, time);
        if (keysSince.size() > MOST_KEYS) {
            keysSince.remove(Collections.max(keysSince.entrySet(), BY_FIRST).getKey());
        }
        return keysSince.containsKey(keyId);
    }

    /** What the records of this kind state; of any kind, where it is null or no record has stated it. */
    public Lifetimes lifetimes(@Nullable String kind) {
        Lifetimes known = kind == null ? null : lifetimes.get(kind);
        return known != null ? known : ofAllKinds;
    }

    /** Whether an issuance up to {@code time} was of this kind, by what its record states. */
    public boolean statesKind(String kind, long time) {
        Lifetimes known = lifetimes.get(kind);
        return known != null && isBy(known.since(), time);
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
        return isBy(keyedSince.getOrDefault(kind, Times.UNKNOWN), time);
    }

    /** Whether an issuance up to {@code time} was signed by this key. */
    public boolean knowsKey(String keyId, long time) {
        return isBy(keysSince.getOrDefault(keyId, Times.UNKNOWN), time);
    }

    static boolean isBy(long first, long time) {
        return Times.known(first) && first <= time;
    }

    /** The earliest {@link #ENOUGH} times of some event, whatever the order in which they are told. */
    static final class FirstTimes {
        private final List<Long> times = new ArrayList<>();

        FirstTimes(List<Long> times) {
            times.forEach(this::add);
        }

        /** Returns whether the time is among the earliest. */
        boolean add(long time) {
            boolean full = times.size() == ENOUGH;
            if (full && time >= times.get(ENOUGH - 1)) {
                return false;
            }
            int at = Collections.binarySearch(times, time);
            times.add(at < 0 ? -at - 1 : at, time);
            if (full) {
                times.remove(ENOUGH);
            }
            return true;
        }

        /** Whether it has happened often enough by then. */
        boolean hasAllBy(long time) {
            return times.size() == ENOUGH && times.get(ENOUGH - 1) <= time;
        }

        /** The earliest, or {@link Times#UNKNOWN}. */
        long first() {
            return times.isEmpty() ? Times.UNKNOWN : times.get(0);
        }

        List<Long> asList() {
            return List.copyOf(times);
        }
    }
}
