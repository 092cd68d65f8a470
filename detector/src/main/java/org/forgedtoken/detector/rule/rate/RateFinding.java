package org.forgedtoken.detector.rule.rate;

/**
 * A count that an account's baseline does not explain.
 *
 * @param window in which it was counted
 * @param time event time at which it was seen, epoch ms
 * @param count accesses in the window so far
 * @param usual the count that the baseline expects of the day's busiest (or quietest) such window
 * @param surprise -log10 of the chance of such a count, or one further out, by the baseline
 * @param basis whose baseline it was
 */
public record RateFinding(RateWindow window, long time, long count, double usual, double surprise, Basis basis) {
    /** Whose habit a count was held against. */
    public enum Basis {
        /** The account's own days. */
        OWN,
        /** All accounts': this one has not been seen for a day. */
        POPULATION,
        /** A limit that a setting states. */
        FIXED
    }
}
