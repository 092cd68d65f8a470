package org.forgedtoken.detector.rule.rate;

import java.util.Arrays;

/** Counts as the models see them. */
final class Counts {
    /** Below so few accesses differences are no one's concern: they are one page with its pictures. */
    private static final double FEW = 10;

    /** Those of small counts, which nearly all are, worked out once. */
    private static final double[] LOGS = new double[1024];

    static {
        Arrays.setAll(LOGS, count -> Math.log(count + FEW));
    }

    private Counts() {}

    /** The logarithm of a count, flat below {@link #FEW}: habits are ratios. */
    static double log(long count) {
        return count >= 0 && count < LOGS.length ? LOGS[(int) count] : Math.log(count + FEW);
    }

    /** The variance of a logarithm that counting alone makes, by Poisson's law. */
    static double noise(double log) {
        return 1 / Math.max(Math.exp(log), 1);
    }

    /** The count that has this logarithm. */
    static double of(double log) {
        return Math.exp(log) - FEW;
    }
}
