package org.forgedtoken.detector.rule.source;

/** Event times as whole seconds since 2020 in an int, good from 1952 to 2088: there are millions of them. */
final class Seconds {
    /** Before every time. */
    static final int NEVER = Integer.MIN_VALUE;

    private static final long EPOCH_2020 = 1_577_836_800L;

    private Seconds() {}

    /** @param time epoch ms; beyond the range, its end */
    static int of(long time) {
        long seconds = Math.floorDiv(time, 1000L) - EPOCH_2020;
        return (int) Math.max(NEVER + 1, Math.min(Integer.MAX_VALUE, seconds));
    }
}
