package org.forgedtoken.detector.rule.rate;

/**
 * A window shorter than a block, aligned to the epoch. The newest and the one before it are kept, so that an access
 * that is late by less than a window is counted where it belongs; one later still counts in the longer windows alone.
 */
final class ShortWindow extends WindowHabit {
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
