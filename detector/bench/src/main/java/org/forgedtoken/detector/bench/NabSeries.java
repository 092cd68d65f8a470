package org.forgedtoken.detector.bench;

import java.util.List;

/** One labelled series of the benchmark. */
final class NabSeries {
    private static final double PROBATION = 0.15;
    private static final int LONGEST = 5_000;

    private final String name;
    private final long[] times;
    private final double[] values;
    private final List<Window> windows;

    /** The first and last index of an anomaly window, both in it. */
    record Window(int first, int last) {
        int width() {
            return last - first + 1;
        }
    }

    /**
     * A series as it was read; the arrays are not copied.
     *
     * @param name its path below {@code data}, without {@code .gz}
     * @param times of each value, epoch ms
     * @param values as measured
     * @param windows in which an anomaly counts as found, in time order
     */
    NabSeries(String name, long[] times, double[] values, List<Window> windows) {
        this.name = name;
        this.times = times;
        this.values = values;
        this.windows = windows;
    }

    String name() {
        return name;
    }

    long[] times() {
        return times;
    }

    double[] values() {
        return values;
    }

    List<Window> windows() {
        return windows;
    }

    /** So many values at the start are for learning: nothing there is scored. */
    int probation() {
        return (int) Math.floor(PROBATION * Math.min(values.length, LONGEST));
    }
}
