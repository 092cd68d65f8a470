package org.forgedtoken.detector.rule.rate;

/** The state of one account under a fixed limit: the count of its newest window, and of the one before it. */
public final class FixedRate {
    private long newest;
    private long count;
    private long before;

    /** An account without an access yet. */
    public FixedRate() {}

    long add(RateWindow window, long time, long more) {
        long at = Math.floorDiv(time, window.millis());
        if (at > newest) {
            before = at == newest + 1 ? count : 0;
            count = 0;
            newest = at;
        }
        if (at == newest) {
            return count += more;
        }
        return at == newest - 1 ? before += more : 0;
    }
}
