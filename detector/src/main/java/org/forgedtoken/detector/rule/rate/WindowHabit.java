package org.forgedtoken.detector.rule.rate;

import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** One measure of an account's use, such as its counts in windows of one length, and what its days look like in it. */
abstract class WindowHabit {
    final RateMeasure measure;
    final DayExtreme high;
    private final @Nullable DayExtreme low;

    /** @param noise as {@link ExtremeBelief} */
    WindowHabit(RateMeasure measure, RateSides sides, DoubleUnaryOperator noise) {
        this.measure = measure;
        this.high = new DayExtreme(1, measure.isCount(), noise);
        this.low = sides == RateSides.BOTH ? new DayExtreme(-1, measure.isCount(), noise) : null;
    }

    /** Time has come so far: closes the windows before it, and gives the greatest surprise at a low one. */
    abstract double advance(long time, double drift);

    /**
     * Counts accesses at a time not ahead of the last advance.
     *
     * @return the measure with them, NaN where they fell into none
     */
    abstract double add(long time, long more);

    /** The count of the window that the last accesses fell into. */
    abstract long count();

    /** The count at which the measure has this value. */
    abstract double countAt(double value);

    /** A block ends: as {@link #advance}, for a window that slides by blocks. */
    abstract double endBlock(double drift);

    /** Takes a closed window's count as a low one (as a high one it was taken while it grew); how surprising it is. */
    final double take(long count, double drift) {
        if (low == null) {
            return 0;
        }
        low.take((double) count);
        return low.excess(Counts.log(count), drift);
    }

    /** Takes a value that may have gone either way: where decreases are looked for, how surprising it is. */
    final double takeClosed(double value, double drift) {
        if (low == null) {
            return 0;
        }
        high.take(value);
        low.take(value);
        return Math.max(low.excess(value, drift), high.excess(value, drift));
    }

    /** Ends a block: first judges what the last day lacked, then, with a whole day behind, learns from it. */
    final double closeBlock(boolean learns, double drift) {
        double surprise = endBlock(drift);
        if (low != null) {
            surprise = Math.max(surprise, Math.max(high.shortfall(drift), low.shortfall(drift)));
            low.close();
        }
        high.close();
        if (learns) {
            high.learn(drift);
            if (low != null) {
                low.learn(drift);
            }
        }
        return surprise;
    }

    /** Writes down, or takes up, what is known of increases: of decreases the product wants nothing. The block is the open one. */
    void visit(RateNumbers numbers, long block) {
        high.visit(numbers);
    }

    /** Forgets all. */
    void clear() {
        high.clear();
        if (low != null) {
            low.clear();
        }
    }

    /** The account's use has changed. */
    void change() {
        high.change();
        if (low != null) {
            low.change();
        }
    }

    /**
     * The largest (or smallest) value of the last day, by blocks, and what is believed of it; of counts, of their logarithms.
     *
     * <p>After a finding nobody knows whether it was an outlier or the first of a new habit. So a new one is learned, which
     * says nothing for a day, and the former is kept beside it: the account may return to it with the chance of any change (P.
     * J. Harrison and C. F. Stevens, <i>Bayesian Forecasting</i>, 1976, with two states; R. P. Adams and D. J. C. MacKay,
     * <i>Bayesian online changepoint detection</i>, 2007, whose run lengths are cut to these two).
     */
    static final class DayExtreme {
        private static final int OPEN = 1;
        private static final int ALL = (1 << (RateBlocks.A_DAY + 1)) - 1;
        private static final int BELIEF = ALL + 1;
        private static final int FORMER = 2 * BELIEF;

        private final int side;
        private final boolean isCount;
        private final DoubleUnaryOperator noise;
        private ExtremeBelief belief;

        /** Before the last change; of no days where there was none. */
        private ExtremeBelief former;

        /** The open one, and before it the day's, the newest first; of those without a count nothing that matters. */
        private final double[] blocks = new double[RateBlocks.A_DAY + 1];

        /** Those that have a count, as bits; the lowest is the open one. */
        private int counted;

        /**
         * Nothing seen yet.
         *
         * @param side 1 for the largest, -1 for the smallest
         * @param isCount whether counts are taken, of which the logarithms matter; else other values
         * @param noise as {@link ExtremeBelief}
         */
        DayExtreme(int side, boolean isCount, DoubleUnaryOperator noise) {
            this.side = side;
            this.isCount = isCount;
            this.noise = noise;
            this.belief = new ExtremeBelief(noise);
            this.former = new ExtremeBelief(noise);
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
            counted = 0;
        }

        /** How surprising a count beyond this extreme is. */
        double excess(double value, double drift) {
            return isKnown() ? surprise(value, side, drift) : 0;
        }

        /** How surprising it is that nothing in the last day, the open block included, came this far. */
        double shortfall(double drift) {
            if (!isKnown() || (counted | OPEN) != ALL) {
                return 0;
            }
            double extreme = lastDay();
            return surprise(isCounted(0) ? further(extreme, open()) : extreme, -side, drift);
        }

        private double surprise(double value, int towards, double drift) {
            double now = belief.surprise(value, towards, drift);
            if (now <= 0 || !former.isKnown()) {
                return now;
            }
            return Surprises.either(now, former.surprise(value, towards, drift), belief.change());
        }

        /** Takes a count, or a value, of the open block. */
        void take(double value) {
            blocks[0] = isCounted(0) ? further(blocks[0], value) : value;
            counted |= OPEN;
        }

        /** The open block's extreme; NaN where no count was taken. */
        double open() {
            return isCounted(0) ? log(blocks[0]) : Double.NaN;
        }

        /** Ends a block. */
        void close() {
            System.arraycopy(blocks, 0, blocks, 1, RateBlocks.A_DAY);
            counted = counted << 1 & ALL;
        }

        /** The last day's extreme; NaN where it had no count at all. */
        double lastDay() {
            double extreme = Double.NaN;
            for (int i = 1; i <= RateBlocks.A_DAY; i++) {
                if (isCounted(i)) {
                    extreme = Double.isNaN(extreme) ? blocks[i] : further(extreme, blocks[i]);
                }
            }
            return Double.isNaN(extreme) ? extreme : log(extreme);
        }

        private double log(double taken) {
            return isCount ? Counts.log((long) taken) : taken;
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

        void clear() {
            belief.clear();
            former.clear();
            counted = 0;
        }

        void visit(RateNumbers numbers) {
            int form = (int) numbers.whole(counted | (belief.isBlank() ? 0 : BELIEF) | (former.isBlank() ? 0 : FORMER));
            visit(belief, (form & BELIEF) != 0, numbers);
            visit(former, (form & FORMER) != 0, numbers);
            counted = form & ALL;
            for (int i = 0; counted >> i != 0; i++) {
                if (isCounted(i)) {
                    blocks[i] = isCount ? numbers.whole((long) blocks[i]) : numbers.exact(blocks[i]);
                }
            }
        }

        private static void visit(ExtremeBelief belief, boolean isThere, RateNumbers numbers) {
            if (isThere) {
                belief.visit(numbers);
            } else {
                belief.clear();
            }
        }

        private boolean isCounted(int block) {
            return (counted >> block & 1) != 0;
        }

        private double further(double one, double other) {
            return side > 0 ? Math.max(one, other) : Math.min(one, other);
        }
    }
}
