package org.forgedtoken.detector.rule.rate;

import org.jspecify.annotations.Nullable;

/** The state of one account under a fixed limit: the count of its newest window, and of the one before it. */
public final class FixedRate {
    private static final int NUMBERS = 4;

    private long newest;
    private long count;
    private long before;

    /** An account without an access yet. */
    public FixedRate() {}

    /** An account as it was left; a new one where that was under another limit. */
    static FixedRate of(@Nullable RateSnapshot left, RateWindow window) {
        FixedRate account = new FixedRate();
        if (left != null && left.numbers().length == NUMBERS && left.numbers()[0] == window.millis()) {
            account.visit(RateNumbers.reading(left), window);
        }
        return account;
    }

    /** What is to be kept of it. */
    RateSnapshot snapshot(RateWindow window) {
        RateNumbers numbers = RateNumbers.writing(NUMBERS);
        visit(numbers, window);
        return numbers.written(newest * window.millis());
    }

    private void visit(RateNumbers numbers, RateWindow window) {
        numbers.whole(window.millis());
        newest = numbers.whole(newest);
        count = numbers.whole(count);
        before = numbers.whole(before);
    }

    long add(RateWindow window, long time, long more) {
        long at = Math.floorDiv(time, window.millis());
        if (at > newest) {
            before = at == newest + 1 ? count : 0;
            count = 0;
            newest = at;
        }
        if (at == newest) {
            return count += more;
        }
        return at == newest - 1 ? before += more : 0;
    }
}
