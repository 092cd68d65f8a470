package org.forgedtoken.detector.feed;

/** Event times are epoch milliseconds; a time that a record does not state is {@link #UNKNOWN}. */
public final class Times {
    /** Stands for a time that was not stated. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    /** The last instant of the year 9999 in seconds. */
    private static final double LAST_SECOND = 253_402_300_799d;

    private Times() {}

    /** Whether the record stated this time. */
    public static boolean known(long time) {
        return time != UNKNOWN;
    }

    /** The first time if it was stated, else the second. */
    public static long either(long time, long otherwise) {
        return known(time) ? time : otherwise;
    }

    /** The earlier one of those that were stated. */
    public static long earlier(long a, long b) {
        return known(a) && known(b) ? Math.min(a, b) : either(a, b);
    }

    /** Epoch ms of a NumericDate (RFC 7519, section 2): seconds; what is beyond the year 9999 is cut to it, so that no sum overflows. */
    public static long ofNumericDate(double seconds) {
        return Math.round(Math.max(-LAST_SECOND, Math.min(LAST_SECOND, seconds)) * 1000);
    }
}
