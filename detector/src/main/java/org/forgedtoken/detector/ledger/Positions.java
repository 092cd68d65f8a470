package org.forgedtoken.detector.ledger;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;

/** Past which event time each feed has been read: the least of the partitions that have carried anything. */
public final class Positions {
    private final Map<Feed, Map<Integer, Long>> positions = new EnumMap<>(Feed.class);
    private final Map<Feed, Integer> partitions = new EnumMap<>(Feed.class);

    /** The feed has so many partitions. */
    public void expect(Feed feed, int count) {
        partitions.merge(feed, count, Math::max);
    }

    /**
     * Whether every partition of the feed has been heard of. A partition speaks of its position once it was read to the
     * end that it had at the start: before that nobody knows which issuers it carries.
     */
    public boolean isWhole(Feed feed) {
        int count = partitions.getOrDefault(feed, 1);
        return count <= 1 || positions.getOrDefault(feed, Map.of()).size() >= count;
    }

    /** Whether every partition of the feed has spoken: of one that the detector can do without, even a single one must. */
    public boolean isHeard(Feed feed) {
        int count = partitions.getOrDefault(feed, 1);
        return positions.getOrDefault(feed, Map.of()).size() >= count;
    }

    /** Takes in a mark; positions never go back. */
    public void apply(PositionMark mark) {
        expect(mark.feed(), mark.partitions());
        positions
                .computeIfAbsent(mark.feed(), f -> new TreeMap<>())
                .merge(mark.partition(), mark.position(), Math::max);
    }

    /** The event time past which the feed has been read, or {@link Times#UNKNOWN}. */
    public long of(Feed feed) {
        long least = Long.MAX_VALUE;
        Map<Integer, Long> known = positions.getOrDefault(feed, Map.of());
        boolean carried = false;
        for (long position : known.values()) {
            if (Times.known(position)) {
                carried = true;
                least = Math.min(least, position);
            }
        }
        return carried ? least : Times.UNKNOWN;
    }

    /** Past which event time both feeds have been read, or {@link Times#UNKNOWN}. */
    public long ofBoth() {
        return Math.min(of(Feed.ACCESS), of(Feed.ISSUANCE));
    }
}
