package org.forgedtoken.detector.rule.rate;

/** The state of one account: its habits in each window, and how long it has been known. Mutable; one a key. */
public final class AccountRate {
    private static final long FORM = 1;

    /** Blocks of its own days after which it is judged by these alone: of two weeks. */
    private static final int OWN = 14 * RateBlocks.A_DAY;

    final WindowHabit[] habits = new WindowHabit[RateMeasure.values().length];

    /** What the last accesses came to in each measure; NaN where they say nothing. */
    final double[] values = new double[habits.length];

    /** What was said of the last accesses. */
    final Surprises seen = new Surprises();

    final RecentUse recent = new RecentUse();

    /** The open block. */
    long block = RateBlocks.NEVER;

    /** How many blocks have ended since the account was first seen, up to a day's; and then on days of its own, up to {@link #OWN}. */
    int blocksSeen;

    /** Event time until which the last finding settles. */
    long settledAt = RateBlocks.NEVER;

    /** An account of which nothing is known. */
    public AccountRate(RateSides sides) {
        for (RateMeasure measure : RateMeasure.values()) {
            habits[measure.ordinal()] = switch (measure) {
                case MINUTE, FIVE_MINUTES, HOUR -> new ShortWindow(measure, sides);
                case DAY -> new DayWindow(sides);
                case SURGE, LEVEL, UNREST -> new RecentHabit(measure, recent, sides);
            };
        }
    }

    /** Becomes what an account of increases was when it was left; a new one where that was under a fixed limit. */
    void read(RateNumbers numbers) {
        if (numbers.whole(FORM) == FORM) {
            visit(numbers);
        } else {
            clear();
        }
    }

    /** Writes down what is to be kept of an account of increases. */
    void write(RateNumbers numbers) {
        numbers.whole(FORM);
        visit(numbers);
    }

    /** When it was last used, to a block, epoch ms. */
    long lastSeen() {
        return Math.max(0, block) * RateBlocks.MILLIS;
    }

    /** Becomes an account of which nothing is known. */
    void clear() {
        block = RateBlocks.NEVER;
        blocksSeen = 0;
        settledAt = RateBlocks.NEVER;
        recent.clear();
        for (WindowHabit habit : habits) {
            habit.clear();
        }
    }

    private void visit(RateNumbers numbers) {
        block = numbers.near(block, 0);
        blocksSeen = (int) numbers.whole(blocksSeen);
        settledAt = numbers.near(settledAt, block * RateBlocks.MILLIS);
        recent.visit(numbers, block);
        for (WindowHabit habit : habits) {
            habit.visit(numbers, block);
        }
    }

    /** A whole day has been seen since the first access, so that its extremes can be learned. */
    boolean isDaySeen() {
        return blocksSeen >= RateBlocks.A_DAY;
    }

    /** A block ends. */
    void countBlock() {
        blocksSeen = Math.max(blocksSeen, Math.min(blocksSeen + 1, RateBlocks.A_DAY));
    }

    /** A block has ended in a day on which the account was used. */
    void countOwnBlock() {
        blocksSeen = isDaySeen() ? Math.min(blocksSeen + 1, OWN) : blocksSeen;
    }

    /** Two weeks of its own were seen: what others do no longer explains what it does. */
    boolean isItsOwn() {
        return blocksSeen >= OWN;
    }

    /** Its daily maxima lie where those of its population do not: what it does says nothing of others, nor they of it. */
    boolean isOutside(Population population) {
        for (WindowHabit habit : habits) {
            if (habit.measure.isCount()
                    && habit.high.isKnown()
                    && population.isOutside(
                            habit.measure.window(), habit.high.belief().mean())) {
                return true;
            }
        }
        return false;
    }

    /** Its use has changed. */
    void change() {
        for (WindowHabit habit : habits) {
            habit.change();
        }
    }

    /** What an account's days look like in one measure of its recent use. */
    private static final class RecentHabit extends WindowHabit {
        private final RecentUse recent;

        RecentHabit(RateMeasure measure, RecentUse recent, RateSides sides) {
            super(measure, sides, mean -> recent.noise(measure));
            this.recent = recent;
        }

        @Override
        double advance(long time, double drift) {
            double closed = recent.closed(measure);
            return Double.isNaN(closed) ? 0 : takeClosed(closed, drift);
        }

        @Override
        double add(long time, long more) {
            double value = recent.open(measure);
            if (!Double.isNaN(value)) {
                high.take(value);
            }
            return value;
        }

        @Override
        long count() {
            return recent.count();
        }

        @Override
        double countAt(double value) {
            return recent.countAt(measure, value);
        }

        @Override
        double endBlock(double drift) {
            return 0;
        }
    }

    /**
     * A window shorter than a block, aligned to the epoch. The newest and the one before it are kept, so that an access
     * that is late by less than a window is counted where it belongs; one later still counts in the longer windows alone.
     */
    private static final class ShortWindow extends WindowHabit {
        private final RateWindow window;
        private long newest = RateBlocks.NEVER;
        private long count;
        private long countBefore;
        private long last;

        /** Whether an access fell into them: a window without any says nothing of how low counts go. */
        private boolean isBeforeSeen;

        ShortWindow(RateMeasure measure, RateSides sides) {
            super(measure, sides, Counts::noise);
            this.window = measure.window();
        }

        @Override
        double advance(long time, double drift) {
            long at = Math.floorDiv(time, window.millis());
            if (newest == RateBlocks.NEVER) {
                newest = at;
                return 0;
            }
            double surprise = 0;
            if (at > newest) {
                if (isBeforeSeen) {
                    surprise = take(countBefore, drift);
                }
                isBeforeSeen = at == newest + 1;
                if (!isBeforeSeen) {
                    surprise = Math.max(surprise, take(count, drift));
                }
                countBefore = isBeforeSeen ? count : 0;
                newest = at;
                count = 0;
            }
            return surprise;
        }

        @Override
        double add(long time, long more) {
            long at = Math.floorDiv(time, window.millis());
            if (at == newest) {
                count += more;
                last = count;
            } else if (at == newest - 1) {
                countBefore += more;
                isBeforeSeen = true;
                last = countBefore;
            } else {
                return Double.NaN;
            }
            high.take((double) last);
            return Counts.log(last);
        }

        @Override
        long count() {
            return last;
        }

        @Override
        double countAt(double value) {
            return Counts.of(value);
        }

        @Override
        void clear() {
            super.clear();
            newest = RateBlocks.NEVER;
            count = 0;
            countBefore = 0;
            isBeforeSeen = false;
        }

        @Override
        void visit(RateNumbers numbers, long block) {
            super.visit(numbers, block);
            newest = numbers.near(newest, block * (RateBlocks.MILLIS / window.millis()));
            count = numbers.whole(count);
            long before = numbers.whole(isBeforeSeen ? countBefore + 1 : 0);
            isBeforeSeen = before > 0;
            countBefore = isBeforeSeen ? before - 1 : 0;
        }

        @Override
        double endBlock(double drift) {
            return 0;
        }
    }
}
