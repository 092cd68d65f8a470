package org.forgedtoken.detector.rule.rate;

/** The day's count: the last eight blocks, of which the newest is still open. */
final class DayWindow extends WindowHabit {
    /** Accesses in each block; the last is open. */
    private final long[] blocks = new long[RateBlocks.A_DAY];

    private int ended;
    private long newest = -(1L << 52);

    DayWindow(RateSides sides) {
        super(RateWindow.DAY, sides);
    }

    @Override
    double advance(long time, double drift) {
        newest = Math.max(newest, RateBlocks.at(time));
        return 0;
    }

    @Override
    long add(long time, long more) {
        int back = (int) Math.min(RateBlocks.A_DAY, newest - RateBlocks.at(time));
        if (back >= 0 && back < RateBlocks.A_DAY) {
            blocks[RateBlocks.A_DAY - 1 - back] += more;
        }
        long sum = sum();
        high.take(Counts.log(sum));
        return sum;
    }

    @Override
    double endBlock(double drift) {
        ended = Math.min(ended + 1, RateBlocks.A_DAY);
        double surprise = ended == RateBlocks.A_DAY ? take(sum(), drift) : 0;
        System.arraycopy(blocks, 1, blocks, 0, RateBlocks.A_DAY - 1);
        blocks[RateBlocks.A_DAY - 1] = 0;
        return surprise;
    }

    @Override
    void visit(RateNumbers numbers) {
        super.visit(numbers);
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = numbers.whole(blocks[i]);
        }
        ended = (int) numbers.whole(ended);
        newest = numbers.whole(newest);
    }

    private long sum() {
        long sum = 0;
        for (long block : blocks) {
            sum += block;
        }
        return sum;
    }
}
