package org.forgedtoken.detector.rule;

/** The logarithm of the gamma function, by Lanczos' series for g = 5, n = 6: to 2e-10. */
public final class LogGamma {
    private static final double[] LANCZOS = {
        76.18009172947146,
        -86.50532032941678,
        24.01409824083091,
        -1.231739572450155,
        0.1208650973866179e-2,
        -0.5395239384953e-5
    };

    private LogGamma() {}

    /** ln Γ(x), for x > 0. */
    public static double of(double x) {
        double base = x + 5.5;
        double sum = 1.000000000190015;
        for (int i = 0; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (x + 1 + i);
        }
        return (x + 0.5) * Math.log(base) - base + Math.log(2.5066282746310007 * sum / x);
    }

    /** ln B(a, b), for a, b > 0. */
    public static double beta(double a, double b) {
        return of(a) + of(b) - of(a + b);
    }
}
