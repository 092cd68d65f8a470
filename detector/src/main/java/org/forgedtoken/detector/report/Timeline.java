package org.forgedtoken.detector.report;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * Stretches of event time, each as wide as the others, and what fell into them. All of an incident fits: the width is a
 * second, or the first of those that people count in, each about twice the one before, with which there are
 * {@link #MOST} stretches at most.
 *
 * @param start of the first stretch, epoch ms, a whole number of widths
 * @param width ms
 * @param tokens forged tokens first used in each stretch
 * @param accesses that these tokens made, whenever
 * @param accounts first seen up to the end of each stretch
 * @param sources the same
 */
public record Timeline(
        long start, long width, List<Long> tokens, List<Long> accesses, List<Long> accounts, List<Long> sources) {
    static final int MOST = 96;

    private static final List<Long> WIDTHS = TimeAxis.roundTimes(4, 7, 14, 28);

    /** Of the forged tokens; empty lists where there are none. */
    static Timeline of(AlertFacts alerts) {
        SortedMap<Long, AlertFacts.Uses> at = alerts.tokensAt();
        if (at.isEmpty()) {
            return new Timeline(0, TimeAxis.SECOND, List.of(), List.of(), List.of(), List.of());
        }
        long width = width(at.firstKey(), at.lastKey());
        long first = Math.floorDiv(at.firstKey(), width);
        int count = (int) (Math.floorDiv(at.lastKey(), width) - first) + 1;
        long[] tokens = new long[count];
        long[] accesses = new long[count];
        at.forEach((time, uses) -> {
            int place = (int) (Math.floorDiv(time, width) - first);
            tokens[place] += uses.tokens();
            accesses[place] += uses.accesses();
        });
        return new Timeline(
                first * width,
                width,
                list(tokens),
                list(accesses),
                cumulative(alerts.accounts(), first, width, count),
                cumulative(alerts.sources(), first, width, count));
    }

    /** When the last stretch ends, epoch ms. */
    public long end() {
        return start + width * tokens.size();
    }

    private static long width(long from, long to) {
        long width = WIDTHS.get(0);
        for (int i = 1; places(from, to, width) > MOST; i++) {
            width = i < WIDTHS.size() ? WIDTHS.get(i) : width * 2;
        }
        return width;
    }

    private static long places(long from, long to, long width) {
        return Math.floorDiv(to, width) - Math.floorDiv(from, width) + 1;
    }

    private static List<Long> cumulative(AlertFacts.Arrivals arrivals, long first, long width, int count) {
        long[] sums = new long[count];
        for (long time : arrivals.times()) {
            // what was seen only by alerts that were withdrawn, or left out of the sample, may lie outside
            long place = Math.max(0, Math.min(count - 1L, Math.floorDiv(time, width) - first));
            sums[(int) place] += arrivals.scale();
        }
        for (int i = 1; i < count; i++) {
            sums[i] += sums[i - 1];
        }
        return list(sums);
    }

    private static List<Long> list(long[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
