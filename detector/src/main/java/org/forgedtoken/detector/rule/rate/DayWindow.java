package org.forgedtoken.detector.rule.rate;

import java.util.Arrays;

/** The day's count: the last eight blocks, of which the newest is still open. */
final class DayWindow extends WindowHabit {
    /** Accesses in each block; the last is open. */
    private final long[] blocks = new long[RateBlocks.A_DAY];

    /** So many blocks of the window lie after the last change; only a whole day of the new habit says how much it is. */
    private int sinceChange = RateBlocks.A_DAY;

    private long newest = RateBlocks.NEVER;

    DayWindow(RateSides sides) {
        super(RateMeasure.DAY, sides, Counts::noise);
    }

    @Override
    double advance(long time, double drift) {
        newest = Math.max(newest, RateBlocks.at(time));
        return 0;
    }

    @Override
    double add(long time, long more) {
        int back = (int) Math.min(RateBlocks.A_DAY, newest - RateBlocks.at(time));
        if (back >= 0 && back < RateBlocks.A_DAY) {
            blocks[RateBlocks.A_DAY - 1 - back] += more;
        }
        if (sinceChange < RateBlocks.A_DAY) {
            return Double.NaN;
        }
        long sum = sum();
        high.take((double) sum);
        return Counts.log(sum);
    }

    @Override
    long count() {
        return sum();
    }

    @Override
    double countAt(double value) {
        return Counts.of(value);
    }

    @Override
    double endBlock(double drift) {
        sinceChange = Math.min(sinceChange + 1, RateBlocks.A_DAY);
        System.arraycopy(blocks, 1, blocks, 0, RateBlocks.A_DAY - 1);
        blocks[RateBlocks.A_DAY - 1] = 0;
        return 0;
    }

    @Override
    void change() {
        super.change();
        sinceChange = 0;
    }

    @Override
    void clear() {
        super.clear();
        Arrays.fill(blocks, 0);
        sinceChange = RateBlocks.A_DAY;
        newest = RateBlocks.NEVER;
    }

    @Override
    void visit(RateNumbers numbers, long block) {
        super.visit(numbers, block);
        int used = (int) numbers.whole(used());
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = (used >> i & 1) == 0 ? 0 : numbers.whole(blocks[i]);
        }
        sinceChange = (int) numbers.whole(sinceChange);
        newest = numbers.near(newest, block);
    }

    /** The blocks with accesses, as bits; the open one, which mostly is one of them, is the last. */
    private int used() {
        int used = 0;
        for (int i = 0; i < blocks.length; i++) {
            used |= blocks[i] == 0 ? 0 : 1 << i;
        }
        return used;
    }

    private long sum() {
        long sum = 0;
        for (long block : blocks) {
            sum += block;
        }
        return sum;
    }
}
