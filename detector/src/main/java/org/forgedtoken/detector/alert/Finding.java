package org.forgedtoken.detector.alert;

import java.util.SortedMap;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/** What JUDGE (and READ, for what cannot be judged) tells GROUP of one alert. Only GROUP opens, counts and closes. */
public sealed interface Finding {
    /** The alert that this belongs to. */
    AlertKey key();

    /**
     * Accesses that count for the alert.
     *
     * @param uses event time, epoch ms → how many
     * @param horizon uses up to this event time belong to what the alert says when it opens (CONTRACT: accesses so far)
     * @param verifiedAt the first use whose signature is known good, or {@link Times#UNKNOWN}
     * @param evidence of the first of these uses
     * @param blockKey the block entry that the alert places; null where it may place none
     */
    record Use(
            AlertKey key,
            SortedMap<Long, Long> uses,
            long horizon,
            long verifiedAt,
            Evidence evidence,
            @Nullable String blockKey)
            implements Finding {
        /** When the first of them was. */
        public long first() {
            return uses.firstKey();
        }

        /** When the last of them was. */
        public long last() {
            return uses.lastKey();
        }
    }

    /** The accusation has fallen: the alert is closed and its block entry removed. */
    record Withdrawn(AlertKey key, StatusDetail reason) implements Finding {}

    /** Something that lasts has begun, at {@code start} (epoch ms). */
    record Begun(AlertKey key, long start, Evidence evidence) implements Finding {}

    /** What {@link Begun} told of is over; {@code evidence} tells how it ended. */
    record Ended(AlertKey key, long start, long end, Evidence evidence) implements Finding {}
}
