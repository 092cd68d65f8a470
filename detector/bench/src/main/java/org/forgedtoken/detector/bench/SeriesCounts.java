package org.forgedtoken.detector.bench;

import java.util.Arrays;

/** A measured series as one account's access counts. */
final class SeriesCounts {
    private static final double START = 0.15;
    private static final double MEDIAN = 100;

    private SeriesCounts() {}

    /**
     * Values below 0 become 0; all are scaled so that the median of the first 15 % is 100 (of its positive values,
     * where that is 0), and rounded.
     */
    static long[] of(double[] values) {
        double[] positive =
                Arrays.stream(values).map(value -> Math.max(0, value)).toArray();
        double[] start = Arrays.copyOf(positive, (int) Math.floor(START * values.length));
        double median = median(start);
        if (median == 0) {
            median = median(Arrays.stream(start).filter(value -> value > 0).toArray());
        }
        double scale = median == 0 ? 1 : MEDIAN / median;
        return Arrays.stream(positive)
                .mapToLong(value -> Math.round(value * scale))
                .toArray();
    }

    private static double median(double[] values) {
        if (values.length == 0) {
            return 0;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
