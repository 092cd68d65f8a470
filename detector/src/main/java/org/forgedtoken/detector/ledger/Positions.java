package org.forgedtoken.detector.ledger;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;

/**
 * Past which event time each feed has been read: the least of the partitions that have carried anything. Asked for each
 * access, so all that is asked is at hand. Not thread-safe.
 */
public final class Positions {
    private static final class OfFeed {
        private final Map<Integer, Long> byPartition = new HashMap<>();
        private int partitions = 1;
        private long least = Times.UNKNOWN;

        private void apply(int partition, long position) {
            byPartition.merge(partition, position, Math::max);
            least = byPartition.values().stream()
                    .filter(Times::known)
                    .min(Long::compare)
                    .orElse(Times.UNKNOWN);
        }

        private boolean isHeard() {
            return byPartition.size() >= partitions;
        }
    }

    private final Map<Feed, OfFeed> feeds = new EnumMap<>(Feed.class);

    public Positions() {
        for (Feed feed : Feed.values()) {
            feeds.put(feed, new OfFeed());
        }
    }

    /** The feed has so many partitions. */
    public void expect(Feed feed, int count) {
        OfFeed known = feed(feed);
        known.partitions = Math.max(known.partitions, count);
    }

    /**
     * Whether every partition of the feed has been heard of. A partition speaks of its position once it was read to the
     * end that it had at the start: before that nobody knows which issuers it carries.
     */
    public boolean isWhole(Feed feed) {
        OfFeed known = feed(feed);
        return known.partitions <= 1 || known.isHeard();
    }

    /** Whether every partition of the feed has spoken: of one that the detector can do without, even a single one must. */
    public boolean isHeard(Feed feed) {
        return feed(feed).isHeard();
    }

    /** Takes in a mark; positions never go back. */
    public void apply(PositionMark mark) {
        expect(mark.feed(), mark.partitions());
        feed(mark.feed()).apply(mark.partition(), mark.position());
    }

    /** The event time past which the feed has been read, or {@link Times#UNKNOWN}. */
    public long of(Feed feed) {
        return feed(feed).least;
    }

    /** Past which event time both feeds have been read, or {@link Times#UNKNOWN}. */
    public long ofBoth() {
        return Math.min(of(Feed.ACCESS), of(Feed.ISSUANCE));
    }

    private OfFeed feed(Feed feed) {
        return Objects.requireNonNull(feeds.get(feed));
    }
}
