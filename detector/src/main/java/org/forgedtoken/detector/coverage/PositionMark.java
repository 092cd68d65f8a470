package org.forgedtoken.detector.coverage;

import org.forgedtoken.detector.feed.Feed;

/**
 * How far one partition of a feed has been read, in event time (epoch ms): its newest record.
 *
 * @param position {@link #END} once a feed that has an end was read to it; {@link
 *     org.forgedtoken.detector.feed.Times#UNKNOWN} where the partition was read to its end and was empty
 */
public record PositionMark(Feed feed, int partition, int partitions, long position) {
    /** Nothing more will come. */
    public static final long END = Long.MAX_VALUE;
}
