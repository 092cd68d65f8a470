package org.forgedtoken.detector.ledger;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;

/** Past which event time each feed has been read: the least of the partitions that have carried anything. */
public final class Positions {
    private final Map<Feed, Map<Integer, Long>> positions = new EnumMap<>(Feed.class);

    /** Takes in a mark; positions never go back. */
    public void apply(PositionMark mark) {
        positions
                .computeIfAbsent(mark.feed(), f -> new TreeMap<>())
                .merge(mark.partition(), mark.position(), Math::max);
    }

    /** The event time past which the feed has been read, or {@link Times#UNKNOWN}. */
    public long of(Feed feed) {
        long least = Long.MAX_VALUE;
        Map<Integer, Long> known = positions.getOrDefault(feed, Map.of());
        for (long position : known.values()) {
            least = Math.min(least, position);
        }
        return known.isEmpty() ? Times.UNKNOWN : least;
    }

    /** Past which event time both feeds have been read, or {@link Times#UNKNOWN}. */
    public long ofBoth() {
        return Math.min(of(Feed.ACCESS), of(Feed.ISSUANCE));
    }
}
