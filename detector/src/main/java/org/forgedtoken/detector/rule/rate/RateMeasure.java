package org.forgedtoken.detector.rule.rate;

/** What of an account's use is held against its own days: counts, and how five-minute counts move. */
enum RateMeasure {
    MINUTE(RateWindow.MINUTE),
    FIVE_MINUTES(RateWindow.FIVE_MINUTES),
    HOUR(RateWindow.HOUR),
    DAY(RateWindow.DAY),
    /** A five-minute count against those of the hour before: a burst that a day's busiest hour hides. */
    SURGE(RateWindow.FIVE_MINUTES),
    /** The mean of five-minute counts over a block: a steady increase that a day's bursts hide. */
    LEVEL(RateWindow.FIVE_MINUTES),
    /** How far five-minute counts swing within an hour: an account that two use by turns. */
    UNREST(RateWindow.FIVE_MINUTES);

    private final RateWindow window;

    RateMeasure(RateWindow window) {
        this.window = window;
    }

    /** Whether it is the count itself, and not how it moves. */
    boolean isCount() {
        return compareTo(DAY) <= 0;
    }

    /** In which it is counted. */
    RateWindow window() {
        return window;
    }
}
