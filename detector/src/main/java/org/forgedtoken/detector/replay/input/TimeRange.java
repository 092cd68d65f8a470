package org.forgedtoken.detector.replay.input;

import java.time.Instant;
import org.forgedtoken.detector.feed.Times;

/**
 * A stretch of event time, epoch ms.
 *
 * @param from the first one in it; {@link Times#UNKNOWN}: since ever
 * @param to the first one behind it
 */
public record TimeRange(long from, long to) {
    public static final TimeRange ALL = new TimeRange(Times.UNKNOWN, Long.MAX_VALUE);

    boolean holds(long time) {
        return from <= time && time < to;
    }

    @Override
    public String toString() {
        return Instant.ofEpochMilli(from) + " to " + Instant.ofEpochMilli(to);
    }
}
