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
}
