package org.forgedtoken.detector.rule.rate;

import org.forgedtoken.detector.rule.LogGamma;

/**
 * The upper tail of Student's t, as a surprise: -log10 of the probability, so that a tail of 1e-200 still counts. By
 * the continued fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8 and 26.7.1), in logarithms.
 */
final class StudentTail {
    private static final int STEPS = 300;
    private static final double EPSILON = 1e-12;
    private static final double TINY = 1e-300;

    private StudentTail() {}

    /** -log10 P(T > z) for z >= 0 and this many degrees of freedom. */
    static double surprise(double z, double freedom) {
        double x = freedom / (freedom + z * z);
        double a = freedom / 2;
        double b = 0.5;
        double front = a * Math.log(x) + b * Math.log1p(-x) - LogGamma.beta(a, b);
        double ln;
        if (x < (a + 1) / (a + b + 2)) {
            ln = front + Math.log(fraction(a, b, x) / a);
        } else {
            ln = Math.log1p(-Math.exp(front) * fraction(b, a, 1 - x) / b);
        }
        return -(ln + Math.log(0.5)) / Math.log(10);
    }

    /** Lentz's evaluation of the continued fraction. */
    private static double fraction(double a, double b, double x) {
        double c = 1;
        double d = inverse(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m <= STEPS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = inverse(1 + even * d);
            c = away(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = inverse(1 + odd * d);
            c = away(1 + odd / c);
            double step = d * c;
            value *= step;
            if (Math.abs(step - 1) < EPSILON) {
                break;
            }
        }
        return value;
    }

    private static double inverse(double value) {
        return 1 / away(value);
    }

    private static double away(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
