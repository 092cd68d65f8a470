package org.forgedtoken.detector.rule.rate;

import java.util.Arrays;

/**
 * The state of one account under a fixed limit: counts of slices of whole minutes, at most {@value #SLICES} a window, by
 * which the window slides. As many again are kept for what comes late.
 */
public final class FixedRate {
    private static final int SLICES = 30;
    private static final int KEPT = 2 * SLICES;
    private static final long FORM = 3;

    /** By slice of time, modulo their number; those up to {@code KEPT} before the newest. */
    private final long[] counts = new long[KEPT];

    private long newest;

    /** An account without an access yet. */
    public FixedRate() {}

    /** Becomes what it was when it was left; a new one where that was under another limit. */
    void read(RateNumbers numbers, RateWindow window) {
        clear();
        if (numbers.whole(FORM) == FORM && numbers.whole(window.millis()) == window.millis()) {
            visit(numbers);
        }
    }

    /** Becomes a new one. */
    void clear() {
        Arrays.fill(counts, 0);
        newest = 0;
    }

    /** Writes down what is to be kept of it. */
    void write(RateNumbers numbers, RateWindow window) {
        numbers.whole(FORM);
        numbers.whole(window.millis());
        visit(numbers);
    }

    /** When it was last used, to a slice, epoch ms. */
    long lastSeen(RateWindow window) {
        return newest * slice(window);
    }

    private void visit(RateNumbers numbers) {
        newest = numbers.near(newest, 0);
        for (int i = 0; i < KEPT; i++) {
            counts[i] = numbers.whole(counts[i]);
        }
    }

    /** The most accesses that a window has which holds this time; 0 where it is too long ago. */
    long add(RateWindow window, long time, long more) {
        long at = Math.floorDiv(time, slice(window));
        if (at > newest) {
            for (long gone = Math.max(newest + 1, at - KEPT + 1); gone <= at; gone++) {
                counts[place(gone)] = 0;
            }
            newest = at;
        }
        if (at <= newest - KEPT) {
            return 0;
        }
        counts[place(at)] += more;
        return mostAround(at, (int) (window.millis() / slice(window)));
    }

    private long mostAround(long at, int slices) {
        long oldest = Math.max(at - slices, newest - KEPT) + 1;
        long sum = 0;
        long most = 0;
        for (long slice = oldest; slice <= Math.min(at + slices - 1, newest); slice++) {
            sum += counts[place(slice)];
            if (slice - slices >= oldest) {
                sum -= counts[place(slice - slices)];
            }
            most = slice >= at ? Math.max(most, sum) : most;
        }
        return most;
    }

    private static int place(long slice) {
        return Math.floorMod(slice, KEPT);
    }

    private static long slice(RateWindow window) {
        return Math.max(RateWindow.MINUTE.millis(), window.millis() / SLICES);
    }
}
