package org.forgedtoken.detector.rule.source;

import java.util.Arrays;
import java.util.List;

/** The newest account numbers that one source used tokens of, in the order of their first use. Mutable. */
public final class Walk {
    /** So many are kept: a walk shows long before. */
    static final int MOST = 256;

    private static final long[] NONE = {};

    private long[] numbers;
    private int size;

    /** As it was left, the oldest first. */
    public Walk(long... numbers) {
        this.numbers = numbers.length == 0 ? NONE : numbers.clone();
        this.size = numbers.length;
    }

    /** The oldest first. */
    public long[] numbers() {
        return Arrays.copyOf(numbers, size);
    }

    /** How many are kept. */
    public int size() {
        return size;
    }

    void add(long number) {
        if (size == MOST) {
            System.arraycopy(numbers, 1, numbers, 0, MOST - 1);
            size--;
        } else if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.min(MOST, Math.max(8, 2 * size)));
        }
        numbers[size++] = number;
    }

    /** The longest subsequence that goes up, or down where that is longer. */
    Run longestRun() {
        long[] up = numbers();
        int[] rising = longestIncreasing(up);
        long[] down = new long[size];
        for (int i = 0; i < size; i++) {
            down[i] = -up[i];
        }
        int[] falling = longestIncreasing(down);
        boolean isUp = rising.length >= falling.length;
        return new Run(
                isUp,
                Arrays.stream(isUp ? rising : falling)
                        .mapToObj(i -> AccountNumber.number(up[i]))
                        .toList());
    }

    /** A subsequence in one direction. */
    record Run(boolean isUp, List<Long> numbers) {}

    /** The places of a longest increasing subsequence, by patience sorting (Fredman 1975). */
    private static int[] longestIncreasing(long[] values) {
        int[] tops = new int[values.length];
        int[] before = new int[values.length];
        int piles = 0;
        for (int i = 0; i < values.length; i++) {
            int low = 0;
            int high = piles;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (values[tops[middle]] < values[i]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            before[i] = low == 0 ? -1 : tops[low - 1];
            tops[low] = i;
            piles = Math.max(piles, low + 1);
        }
        int[] run = new int[piles];
        int at = piles == 0 ? -1 : tops[piles - 1];
        for (int i = piles - 1; i >= 0; i--) {
            run[i] = at;
            at = before[at];
        }
        return run;
    }
}
