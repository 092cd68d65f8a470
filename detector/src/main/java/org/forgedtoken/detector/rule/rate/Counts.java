package org.forgedtoken.detector.rule.rate;

/** Counts as the models see them. */
final class Counts {
    /** Below so few accesses differences are no one's concern: they are one page with its pictures. */
    private static final double FEW = 10;

    private Counts() {}

    /** The logarithm of a count, flat below {@link #FEW}: habits are ratios. */
    static double log(long count) {
        return Math.log(count + FEW);
    }

    /** The count that has this logarithm. */
    static double of(double log) {
        return Math.exp(log) - FEW;
    }
}
