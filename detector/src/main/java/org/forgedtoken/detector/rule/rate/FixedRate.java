package org.forgedtoken.detector.rule.rate;

import java.util.Arrays;
import java.util.Optional;
import org.forgedtoken.detector.rule.rate.RateFinding.Basis;

/**
 * {@code account-rate-anomaly} against a stated limit: nothing is learned, and nothing explains an excess. An account's
 * state is counts of slices of whole minutes, at most {@value #SLICES} a window, by which the window slides. As many
 * again are kept for what comes late.
 */
final class FixedRate extends RatedAccount {
    private static final int SLICES = 30;
    private static final int KEPT = 2 * SLICES;
    private static final long FORM = 3;

    private final long limit;
    private final RateWindow window;

    /** By slice of time, modulo their number; those up to {@code KEPT} before the newest. */
    private final long[] counts = new long[KEPT];

    private long newest;

    /** An account without an access yet. */
    FixedRate(RateThreshold.Fixed limit) {
        this.limit = limit.count();
        this.window = limit.window();
    }

    /** A window above the limit is found at each access in it. */
    @Override
    public Optional<RateFinding> judge(long time, long count) {
        long seen = add(time, count);
        return seen <= limit
                ? Optional.empty()
                : Optional.of(new RateFinding(window, time, seen, limit, 0, Basis.FIXED));
    }

    @Override
    void read(RateNumbers numbers) {
        becomeNew();
        if (numbers.whole(FORM) == FORM && numbers.whole(window.millis()) == window.millis()) {
            visit(numbers);
        }
    }

    @Override
    public void becomeNew() {
        Arrays.fill(counts, 0);
        newest = 0;
    }

    @Override
    void write(RateNumbers numbers) {
        numbers.whole(FORM);
        numbers.whole(window.millis());
        visit(numbers);
    }

    @Override
    public long lastSeen() {
        return newest * slice();
    }

    private void visit(RateNumbers numbers) {
        newest = numbers.near(newest, 0);
        for (int i = 0; i < KEPT; i++) {
            counts[i] = numbers.whole(counts[i]);
        }
    }

    /** The most accesses that a window has which holds this time; 0 where it is too long ago. */
    private long add(long time, long more) {
        long at = Math.floorDiv(time, slice());
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
        return mostAround(at, (int) (window.millis() / slice()));
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

    private long slice() {
        return Math.max(RateWindow.MINUTE.millis(), window.millis() / SLICES);
    }
}
