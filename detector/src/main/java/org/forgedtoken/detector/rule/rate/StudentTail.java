package org.forgedtoken.detector.rule.rate;

/**
 * The upper tail of Student's t, as a surprise: -log10 of the probability, so that a tail of 1e-200 still counts. By
 * the continued fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8 and 26.7.1), in logarithms.
 */
final class StudentTail {
    private static final int STEPS = 300;
    private static final double EPSILON = 1e-12;
    private static final double TINY = 1e-300;

    /** Lanczos' coefficients for g = 5, n = 6: the logarithm of the gamma function to 2e-10. */
    private static final double[] LANCZOS = {
        76.18009172947146,
        -86.50532032941678,
        24.01409824083091,
        -1.231739572450155,
        0.1208650973866179e-2,
        -0.5395239384953e-5
    };

    private StudentTail() {}

    /** -log10 P(T > z) for z >= 0 and this many degrees of freedom. */
    static double surprise(double z, double freedom) {
        double x = freedom / (freedom + z * z);
        double a = freedom / 2;
        double b = 0.5;
        double front = a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b);
        double ln;
        if (x < (a + 1) / (a + b + 2)) {
            ln = front + Math.log(fraction(a, b, x) / a);
        } else {
            ln = Math.log1p(-Math.exp(front) * fraction(b, a, 1 - x) / b);
        }
        return -(ln + Math.log(0.5)) / Math.log(10);
    }

    private static double logBeta(double a, double b) {
        return logGamma(a) + logGamma(b) - logGamma(a + b);
    }

    private static double logGamma(double x) {
        double base = x + 5.5;
        double sum = 1.000000000190015;
        for (int i = 0; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (x + 1 + i);
        }
        return (x + 0.5) * Math.log(base) - base + Math.log(2.5066282746310007 * sum / x);
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
