package org.forgedtoken.detector.rule.rate;

import java.util.function.DoubleUnaryOperator;

/**
 * What is believed of one extreme of an account's day: mean and spread of the logarithm of its largest (or smallest)
 * count in a window, over the days on which it was used, the older ones fading.
 *
 * <p>The conjugate normal-gamma model (DeGroot, <i>Optimal Statistical Decisions</i>, 1970, 9.6): a day's extreme is
 * normal with unknown mean and variance, so the next one follows Student's t. The past is discounted by powers (West
 * and Harrison, <i>Bayesian Forecasting</i>, 1997, 6.3), and what is learned is first winsorized (Huber, <i>Robust
 * Statistics</i>, 1981), so that one wild day, or an attacker's, moves the baseline by little.
 */
final class ExtremeBelief {
    /** Days after which an observation weighs half: two of each weekday. */
    private static final double HALF_LIFE = 14;

    private static final double A_BLOCK = 1.0 / RateBlocks.A_DAY;
    private static final double KEPT_A_BLOCK = Math.pow(0.5, A_BLOCK / HALF_LIFE);

    /** Days of its own by which an account outweighs the prior of its spread: a work week of two. */
    private static final double PRIOR_DAYS = 10;

    /** Beyond so many spreads a value is learned as if it were there: the customary three sigma. */
    private static final double WINSOR = 3;

    /** A day of the account's own, but for the fading since. */
    private static final double KNOWN = 0.9;

    /** Nearer than this to the mean (a chance of at least 2 %) no surprise is worked out, for speed alone. */
    private static final double LEAST = 2;

    private final DoubleUnaryOperator noise;
    private double days;
    private double mean;
    private double squares;

    /** @param noise the variance that measuring makes, by the mean */
    ExtremeBelief(DoubleUnaryOperator noise) {
        this.noise = noise;
    }

    /** Days seen, in their faded weight. */
    double days() {
        return days;
    }

    /** A day of the account's own was learned. */
    boolean isKnown() {
        return days > KNOWN;
    }

    /**
     * The chance that the habit changes now, where it has not in these days (R. E. Krichevsky and V. K. Trofimov, <i>The
     * performance of universal encoding</i>, 1981: the Bernoulli chance under Jeffreys' prior).
     */
    double change() {
        return 0.5 / (1 + days);
    }

    double mean() {
        return mean;
    }

    /**
     * How surprising a value is: -log10 of the chance of one at least as far out on that side.
     *
     * @param side 1 above, -1 below
     * @param drift the prior of the day-to-day spread beyond counting noise
     */
    double surprise(double value, int side, double drift) {
        double off = side * (value - mean);
        if (off <= 0) {
            return 0;
        }
        double z = off / spread(drift);
        return z < LEAST ? 0 : StudentTail.surprise(z, PRIOR_DAYS + days);
    }

    /** How far the value lies from what was expected. */
    double off(double value) {
        return value - mean;
    }

    /** Takes in a value that stands for one block's part of a day. */
    void learn(double value, double drift) {
        double learned = value;
        if (isKnown()) {
            double most = WINSOR * spread(drift);
            learned = Math.max(mean - most, Math.min(mean + most, value));
        }
        growOld();
        days += A_BLOCK;
        double off = learned - mean;
        mean += A_BLOCK * off / days;
        squares += A_BLOCK * off * (learned - mean);
    }

    /** A block has passed. */
    void growOld() {
        days *= KEPT_A_BLOCK;
        squares *= KEPT_A_BLOCK;
    }

    /** Whether nothing at all was learned. */
    boolean isBlank() {
        return days == 0;
    }

    void clear() {
        days = 0;
        mean = 0;
        squares = 0;
    }

    void visit(RateNumbers numbers) {
        days = numbers.exact(days);
        mean = numbers.exact(mean);
        squares = numbers.exact(squares);
    }

    /** The predictive spread: prior and own days pooled, widened by what is not known of the mean. */
    private double spread(double drift) {
        double prior = drift * drift + noise.applyAsDouble(mean);
        double variance = (PRIOR_DAYS * prior + squares) / (PRIOR_DAYS + days);
        return Math.sqrt(variance * (1 + 1 / days));
    }
}
