package org.forgedtoken.detector.rule.source;

import org.forgedtoken.detector.rule.LogGamma;

/**
 * The binomial tail where the share is itself only estimated, from so many cases: the beta-binomial law (Skellam,
 * <i>A Probability Distribution Derived from the Binomial Distribution by Regarding the Probability of Success as
 * Variable</i>, 1948). With many cases behind the share it is the binomial tail; with few it admits that little is
 * known.
 */
final class BetaBinomial {
    /** Terms below this part of the sum change nothing. */
    private static final double EPSILON = 1e-12;

    private BetaBinomial() {}

    /**
     * log10 P(X &gt;= k) of n trials.
     *
     * @param share the estimate, above 0 and below 1
     * @param cases what it rests on, above 0
     */
    static double logTail(int k, int n, double share, double cases) {
        if (k <= n * share) {
            return 0;
        }
        double a = share * cases;
        double b = (1 - share) * cases;
        double first = LogGamma.of(n + 1.0)
                - LogGamma.of(k + 1.0)
                - LogGamma.of(n - k + 1.0)
                + LogGamma.beta(k + a, n - k + b)
                - LogGamma.beta(a, b);
        double term = 1;
        double sum = 1;
        for (int i = k; i < n && term > sum * EPSILON; i++) {
            term *= (n - i) / (i + 1.0) * ((i + a) / (n - i - 1 + b));
            sum += term;
        }
        return Math.min(0, (first + Math.log(sum)) / Math.log(10));
    }
}
