package org.forgedtoken.detector.rule.rate;

import org.jspecify.annotations.Nullable;

/** One account's counts in windows of one length, and what its days look like in them. */
abstract class WindowHabit {
    final RateWindow window;
    final DayExtreme high = new DayExtreme(1);
    private final @Nullable DayExtreme low;

    WindowHabit(RateWindow window, RateSides sides) {
        this.window = window;
        this.low = sides == RateSides.BOTH ? new DayExtreme(-1) : null;
    }

    /** Time has come so far: closes the windows before it, and gives the greatest surprise at a low one. */
    abstract double advance(long time, double drift);

    /** Counts accesses at a time not ahead of the last advance; the count of the window that they fell into. */
    abstract long add(long time, long more);

    /** A block ends: as {@link #advance}, for a window that slides by blocks. */
    abstract double endBlock(double drift);

    /** Takes a closed window's count as a low one (as a high one it was taken while it grew); how surprising it is. */
    final double take(long count, double drift) {
        if (low == null) {
            return 0;
        }
        double value = Counts.log(count);
        low.take(value);
        return low.excess(value, drift);
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

    /** Writes down, or takes up, what is known of increases: of decreases the product wants nothing. */
    void visit(RateNumbers numbers) {
        high.visit(numbers);
    }

    final void forget() {
        high.belief().forget();
        if (low != null) {
            low.belief().forget();
        }
    }
}
