package org.forgedtoken.detector.group;

import org.forgedtoken.detector.alert.BlockEntry;
import org.forgedtoken.detector.feed.Times;

/**
 * A block entry as it should stand.
 *
 * @param writtenUntil the {@code until} that was last written: renewals are written when they matter, not at each use;
 *     {@link Times#UNKNOWN} where gateways do not have it, since somebody expects what it is about
 */
public record Block(BlockEntry entry, long writtenUntil) {
    private static final long HOUR = 3_600_000;
    /** A renewal may lag by so small a part of the time for which an entry stands. */
    private static final int PART = 16;

    /**
     * As it is once it is written, if that matters: gateways need not hear of each use.
     *
     * @param blockMax how long an entry stands after the last use, in ms
     */
    Block told(long blockMax) {
        boolean matters = !isPlaced() || entry.until() - writtenUntil >= Math.min(HOUR, blockMax / PART);
        return matters ? new Block(entry, entry.until()) : this;
    }

    /** Whether gateways have it. */
    public boolean isPlaced() {
        return Times.known(writtenUntil);
    }
}
