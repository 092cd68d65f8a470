package org.forgedtoken.detector.rule.rate;

/**
 * The grid of event time on which baselines learn: a day is the last eight blocks of three hours and what has passed
 * of the current one. So a "day" spans 24 to 27 hours, and a habit that comes up to three hours late today is still
 * met by yesterday's: that is how a daily rhythm, its jitter included, stays silent without a table of hours.
 */
final class RateBlocks {
    static final long MILLIS = 3 * 3_600_000L;
    static final int A_DAY = 8;

    /** The number of a block, or of a window, of an account that has none yet: before all, and no overflow near. */
    static final long NEVER = -(1L << 52);

    private RateBlocks() {}

    /** The number of the block that holds this time. */
    static long at(long time) {
        return Math.floorDiv(time, MILLIS);
    }

    /** The number of the day that holds a block. */
    static long day(long block) {
        return Math.floorDiv(block, A_DAY);
    }
}
