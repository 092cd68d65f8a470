package org.forgedtoken.detector.rule.rate;

import java.util.ArrayList;
import java.util.List;

/** The state of one account: its habits in each window, and how long it has been known. Mutable; one a key. */
public final class AccountRate {
    static final long UNKNOWN = Long.MIN_VALUE;

    final List<WindowHabit> habits = new ArrayList<>();

    /** The open block. */
    long block = UNKNOWN;

    /** How many blocks have ended since the account was first seen, up to a day's. */
    int blocksSeen;

    /** Event time until which the last finding settles. */
    long settledAt = UNKNOWN;

    /** An account of which nothing is known. */
    public AccountRate(RateSides sides) {
        for (RateWindow window : RateWindow.values()) {
            habits.add(window == RateWindow.DAY ? new DayWindow(sides) : new ShortWindow(window, sides));
        }
    }

    /** A whole day has been seen since the first access, so that its extremes can be learned. */
    boolean isDaySeen() {
        return blocksSeen >= RateBlocks.A_DAY;
    }

    void forget() {
        habits.forEach(WindowHabit::forget);
    }
}
