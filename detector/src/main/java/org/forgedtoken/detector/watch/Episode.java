package org.forgedtoken.detector.watch;

import org.forgedtoken.detector.step.Tenfold;

/**
 * A stretch in which a source or an account does what an alert tells of; quiet ends it.
 *
 * @param start event time, epoch ms: part of the alert's name
 * @param last when it was seen last, epoch ms
 * @param count accesses so far
 */
public record Episode(long start, long last, long count) {
    /** With accesses more at {@code time}. */
    public Episode with(long time, long more) {
        return new Episode(start, Math.max(last, time), count + more);
    }

    /** Whether it is over, where everything up to {@code readTo} (epoch ms) was read. */
    public boolean isOver(long readTo, long quiet) {
        return readTo - last > quiet;
    }

    /** Whether its count is a power of ten times what it was before these accesses, or has passed one. */
    public boolean isTenfoldAfter(long more) {
        return Tenfold.isReached(count - more, count);
    }
}
