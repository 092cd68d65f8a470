package org.forgedtoken.detector.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
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

    private final FirstTimes lifetimesStated;
    private final NavigableMap<Long, Long> longestLifetime;
    private final FirstTimes withId;
    private long withoutId;
    private final Map<IdentityKind, Long> keyedSince;
    private final FirstKeys keys;
    private @Nullable Snapshot snapshot;

    public IssuerFacts() {
        this(new FirstTimes(), new TreeMap<>(), new FirstTimes(), Times.UNKNOWN, new TreeMap<>(), new FirstKeys());
    }

    private IssuerFacts(
            FirstTimes lifetimesStated,
            NavigableMap<Long, Long> longestLifetime,
            FirstTimes withId,
            long withoutId,
            Map<IdentityKind, Long> keyedSince,
            FirstKeys keys) {
        this.lifetimesStated = lifetimesStated;
        this.longestLifetime = longestLifetime;
        this.withId = withId;
        this.withoutId = withoutId;
        this.keyedSince = keyedSince;
        this.keys = keys;
    }

    /** All that is plain data here, for storing and for marks. */
    public record Snapshot(
            List<Long> lifetimesStated,
            Map<Long, Long> longestLifetime,
            List<Long> withId,
            long withoutId,
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
        return new Snapshot(
                lifetimesStated.asList(),
                new TreeMap<>(longestLifetime),
                withId.asList(),
                withoutId,
                new TreeMap<>(keyedSince),
                keys.asMap());
    }

    public static IssuerFacts restore(Snapshot s) {
        return new IssuerFacts(
                new FirstTimes(s.lifetimesStated()),
                new TreeMap<>(s.longestLifetime()),
                new FirstTimes(s.withId()),
                s.withoutId(),
                new TreeMap<>(s.keyedSince()),
                new FirstKeys(s.keysSince()));
    }

    /** What several partitions have taught of one issuer. */
    public static IssuerFacts union(Collection<Snapshot> parts) {
        IssuerFacts all = new IssuerFacts();
        for (Snapshot part : parts) {
            for (long time : part.lifetimesStated()) {
                all.lifetimesStated.add(time);
            }
            part.longestLifetime().forEach(all::lifetime);
            for (long time : part.withId()) {
                all.withId.add(time);
            }
            all.withoutId(part.withoutId());
            part.keyedSince().forEach((kind, time) -> all.keyedSince.merge(kind, time, Math::min));
            part.keysSince().forEach((keyId, time) -> all.keys.add(keyId, time));
        }
        return all;
    }

    /**
     * Learns from one issuance at {@code time}.
     *
     * @param lifetime ms, or {@link Times#UNKNOWN} where the record states none
     * @param keyId null where the record names none
     * @return whether anything new was learned
     */
    public boolean learn(long time, IdentityKind keyedBy, boolean hasId, long lifetime, @Nullable String keyId) {
        Long known = keyedSince.get(keyedBy);
        boolean news = known == null || known > time;
        keyedSince.merge(keyedBy, time, Math::min);
        news |= hasId ? withId.add(time) : withoutId(time);
        if (Times.known(lifetime) && lifetime > 0) {
            news |= lifetimesStated.add(time);
            news |= lifetime(time, lifetime);
        }
        if (keyId != null) {
            news |= keys.add(keyId, time);
        }
        if (news) {
            snapshot = null;
        }
        return news;
    }

    /** The longest lifetime stated up to {@code time}, in ms; {@link Times#UNKNOWN} until 100 records have stated one. */
    public long longestLifetime(long time) {
        if (!lifetimesStated.hasAllBy(time)) {
            return Times.UNKNOWN;
        }
        Map.Entry<Long, Long> longest = longestLifetime.floorEntry(time);
        return longest == null ? Times.UNKNOWN : longest.getValue();
    }

    /** Whether at least 100 issuances up to {@code time} had an id and none lacked it. */
    public boolean alwaysSetsId(long time) {
        return withId.hasAllBy(time) && (!Times.known(withoutId) || withoutId > time);
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

    private boolean lifetime(long time, long lifetime) {
        Map.Entry<Long, Long> before = longestLifetime.floorEntry(time);
        if (before != null && before.getValue() >= lifetime) {
            return false;
        }
        longestLifetime.tailMap(time, true).values().removeIf(later -> later <= lifetime);
        longestLifetime.put(time, lifetime);
        return true;
    }

    private boolean withoutId(long time) {
        if (!Times.known(time) || (Times.known(withoutId) && withoutId <= time)) {
            return false;
        }
        withoutId = time;
        return true;
    }
}
