package org.forgedtoken.detector.rule.rate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of one account: its habits in each window, and how long it has been known. Mutable; one a key. */
public final class AccountRate {
    static final long UNKNOWN = -(1L << 52);

    private static final int NUMBERS = 136;

    final List<WindowHabit> habits = new ArrayList<>();
    final RecentUse recent = new RecentUse();

    /** The open block. */
    long block = UNKNOWN;

    /** How many blocks have ended since the account was first seen, up to a day's. */
    int blocksSeen;

    /** Event time until which the last finding settles. */
    long settledAt = UNKNOWN;

    /** An account of which nothing is known. */
    public AccountRate(RateSides sides) {
        for (RateMeasure measure : RateMeasure.values()) {
            habits.add(
                    switch (measure) {
                        case MINUTE, FIVE_MINUTES, HOUR -> new ShortWindow(measure, sides);
                        case DAY -> new DayWindow(sides);
                        case SURGE, LEVEL, UNREST -> new RecentHabit(measure, recent, sides);
                    });
        }
    }

    /** An account of increases as it was left; a new one where that was under a fixed limit. */
    static AccountRate of(@Nullable RateSnapshot left) {
        AccountRate account = new AccountRate(RateSides.INCREASES);
        if (left != null && left.numbers().length == NUMBERS) {
            account.visit(RateNumbers.reading(left));
        }
        return account;
    }

    /** What is to be kept of an account of increases. */
    RateSnapshot snapshot() {
        RateNumbers numbers = RateNumbers.writing(NUMBERS);
        visit(numbers);
        return numbers.written(Math.max(0, block) * RateBlocks.MILLIS);
    }

    private void visit(RateNumbers numbers) {
        block = numbers.whole(block);
        blocksSeen = (int) numbers.whole(blocksSeen);
        settledAt = numbers.whole(settledAt);
        recent.visit(numbers);
        habits.forEach(habit -> habit.visit(numbers));
    }

    /** A whole day has been seen since the first access, so that its extremes can be learned. */
    boolean isDaySeen() {
        return blocksSeen >= RateBlocks.A_DAY;
    }

    /** Its use has changed. */
    void change() {
        habits.forEach(WindowHabit::change);
    }
}
