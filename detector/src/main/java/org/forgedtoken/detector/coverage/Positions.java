package org.forgedtoken.detector.coverage;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;

/**
 * Past which event time each feed has been read: the least of the partitions that have carried anything. Asked for each
 * access, so all that is asked is at hand. Not thread-safe.
 */
public final class Positions {
    private static final class OfFeed {
        private final Map<Integer, Long> byPartition = new HashMap<>();
        private final Set<Integer> heardAnew = new HashSet<>();
        private int partitions = 1;
        private long least = Times.UNKNOWN;

        private void apply(int partition, long position) {
            byPartition.merge(partition, position, Math::max);
            least = byPartition.values().stream()
                    .filter(Times::known)
                    .min(Long::compare)
                    .orElse(Times.UNKNOWN);
        }

        private boolean isHeard(boolean anew) {
            return (anew ? heardAnew : byPartition.keySet()).size() >= partitions;
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
        feed(feed).partitions = Math.max(feed(feed).partitions, count);
    }

    /**
     * Whether every partition of the feed has been heard of. A partition speaks of its position once it was read to the
     * end that it had at the start: before that nobody knows which issuers it carries.
     */
    public boolean isWhole(Feed feed) {
        return feed(feed).partitions <= 1 || isHeard(feed);
    }

    /**
     * The same of those that have spoken since this start. What is left of the one before says where a partition was then, and
     * not that it has been read on as far as the others: an issuer that it is the next to carry would be judged without it.
     */
    public boolean isWholeAnew(Feed feed) {
        return feed(feed).partitions <= 1 || isHeardAnew(feed);
    }

    /** Whether no partition of the issuance feed can be the next to carry the issuer, and be behind the others. */
    public boolean areWholeFor(String issuer, Coverage coverage) {
        return isWhole(Feed.ISSUANCE) && (coverage.isCarriedByAll(issuer) || isWholeAnew(Feed.ISSUANCE));
    }

    /** Whether every partition of the feed has spoken: of one that the detector can do without, even a single one must. */
    public boolean isHeard(Feed feed) {
        return feed(feed).isHeard(false);
    }

    /** The same since this start: what was written meanwhile is read to the end, too. */
    public boolean isHeardAnew(Feed feed) {
        return feed(feed).isHeard(true);
    }

    /** Takes in a mark; positions never go back. */
    public void apply(PositionMark mark) {
        restore(mark);
        feed(mark.feed()).heardAnew.add(mark.partition());
    }

    /** Takes in what is left of the start before. */
    public void restore(PositionMark mark) {
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
