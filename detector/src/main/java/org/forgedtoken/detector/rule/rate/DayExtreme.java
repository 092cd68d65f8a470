package org.forgedtoken.detector.rule.rate;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The largest (or smallest) value of the last day, by blocks, and what is believed of it. Counts are logarithms.
 *
 * <p>After a finding nobody knows whether it was an outlier or the first of a new habit. So a new one is learned, which
 * says nothing for a day, and the former is kept beside it: the account may return to it with the chance of any change (P.
 * J. Harrison and C. F. Stevens, <i>Bayesian Forecasting</i>, 1976, with two states; R. P. Adams and D. J. C. MacKay,
 * <i>Bayesian online changepoint detection</i>, 2007, whose run lengths are cut to these two).
 */
final class DayExtreme {

    private final int side;
    private final DoubleUnaryOperator noise;
    private ExtremeBelief belief;

    /** Before the last change; of no days where there was none. */
    private ExtremeBelief former;

    /** The newest last; the one after them is open. NaN where no count was taken. */
    private final double[] blocks = new double[RateBlocks.A_DAY + 1];

    /**
     * Nothing seen yet.
     *
     * @param side 1 for the largest, -1 for the smallest
     * @param noise as {@link ExtremeBelief}
     */
    DayExtreme(int side, DoubleUnaryOperator noise) {
        this.side = side;
        this.noise = noise;
        this.belief = new ExtremeBelief(noise);
        this.former = new ExtremeBelief(noise);
        Arrays.fill(blocks, Double.NaN);
    }

    ExtremeBelief belief() {
        return belief;
    }

    /** A day of the account's own was learned: from here on it is judged by itself. */
    boolean isKnown() {
        return belief.isKnown();
    }

    /** A change was found, and what came of it has not been seen for a day. */
    boolean isChanging() {
        return !belief.isKnown() && former.isKnown();
    }

    /** The habit has changed: from here on a new one is learned. */
    void change() {
        if (belief.isKnown()) {
            former = belief;
        }
        belief = new ExtremeBelief(noise);
        Arrays.fill(blocks, Double.NaN);
    }

    /** How surprising a count beyond this extreme is. */
    double excess(double value, double drift) {
        return isKnown() ? surprise(value, side, drift) : 0;
    }

    /** How surprising it is that nothing in the last day, the open block included, came this far. */
    double shortfall(double drift) {
        if (!isKnown()) {
            return 0;
        }
        double extreme = blocks[RateBlocks.A_DAY];
        for (int i = 0; i < RateBlocks.A_DAY; i++) {
            if (Double.isNaN(blocks[i])) {
                return 0;
            }
            extreme = further(extreme, blocks[i]);
        }
        return surprise(extreme, -side, drift);
    }

    private double surprise(double value, int towards, double drift) {
        double now = belief.surprise(value, towards, drift);
        if (now <= 0 || !former.isKnown()) {
            return now;
        }
        return Surprises.either(now, former.surprise(value, towards, drift), belief.change());
    }

    void take(double value) {
        blocks[RateBlocks.A_DAY] = further(blocks[RateBlocks.A_DAY], value);
    }

    /** The open block's extreme; NaN where no count was taken. */
    double open() {
        return blocks[RateBlocks.A_DAY];
    }

    /** Ends a block. */
    void close() {
        System.arraycopy(blocks, 1, blocks, 0, RateBlocks.A_DAY);
        blocks[RateBlocks.A_DAY] = Double.NaN;
    }

    /** The last day's extreme; NaN where it had no count at all. */
    double lastDay() {
        double extreme = Double.NaN;
        for (int i = 0; i < RateBlocks.A_DAY; i++) {
            extreme = further(extreme, blocks[i]);
        }
        return extreme;
    }

    /**
     * Learns the last day's extreme, as one block's part of a day. A day without any count says how often the account is
     * used, not how much when it is: only what is known of that grows old (a hurdle model: J. Mullahy, <i>Specification
     * and testing of some modified count data models</i>, 1986).
     */
    void learn(double drift) {
        former.growOld();
        double extreme = lastDay();
        if (Double.isNaN(extreme)) {
            belief.growOld();
        } else {
            belief.learn(extreme, drift);
        }
    }

    void visit(RateNumbers numbers) {
        belief.visit(numbers);
        former.visit(numbers);
        numbers.logs(blocks);
    }

    private double further(double one, double other) {
        if (Double.isNaN(one) || Double.isNaN(other)) {
            return Double.isNaN(one) ? other : one;
        }
        return side > 0 ? Math.max(one, other) : Math.min(one, other);
    }
}
