package org.forgedtoken.detector.rule.rate;

/** The lengths over which an account's accesses are counted, each aligned to the epoch. */
public enum RateWindow {
    /** A script that runs as fast as it can. */
    MINUTE("1m", 60_000L),
    /** One that pauses. */
    FIVE_MINUTES("5m", 300_000L),
    /** One that hides among a person's clicks. */
    HOUR("1h", 3_600_000L),
    /** One that hides from the hour; it slides by {@link RateBlocks#MILLIS}. */
    DAY("1d", 86_400_000L);

    private final String label;
    private final long millis;

    RateWindow(String label, long millis) {
        this.label = label;
        this.millis = millis;
    }

    /** As settings and alerts write it. */
    public String label() {
        return label;
    }

    /** Its length, ms. */
    public long millis() {
        return millis;
    }
}
