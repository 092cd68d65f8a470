package org.forgedtoken.detector.rule.rate;

/** The lengths over which an account's accesses are counted, each aligned to the epoch. */
public enum RateWindow {
    /** A script that runs as fast as it can. */
    MINUTE(60_000L),
    /** One that pauses. */
    FIVE_MINUTES(300_000L),
    /** One that hides among a person's clicks. */
    HOUR(3_600_000L),
    /** One that hides from the hour; it slides by {@link RateBlocks#MILLIS}. */
    DAY(86_400_000L);

    private final long millis;

    RateWindow(long millis) {
        this.millis = millis;
    }

    /** Its length, ms. */
    public long millis() {
        return millis;
    }
}
