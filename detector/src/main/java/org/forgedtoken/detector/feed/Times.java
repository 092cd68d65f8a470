package org.forgedtoken.detector.feed;

/** Event times are epoch milliseconds; a time that a record does not state is {@link #UNKNOWN}. */
public final class Times {
    /** Stands for a time that was not stated. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private Times() {}

    /** Whether the record stated this time. */
    public static boolean known(long time) {
        return time != UNKNOWN;
    }
}
