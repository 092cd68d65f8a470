package org.forgedtoken.detector.coverage;

import java.util.Arrays;
import java.util.List;
import org.forgedtoken.detector.feed.Times;

/** The earliest {@link IssuerFacts#ENOUGH} times of some event, whatever the order in which they are told. */
final class FirstTimes {
    private final long[] times = new long[IssuerFacts.ENOUGH];
    private int size;

    FirstTimes() {}

    FirstTimes(List<Long> times) {
        for (long time : times) {
            add(time);
        }
    }

    /** Returns whether the time is among the earliest. */
    boolean add(long time) {
        if (size == times.length && time >= times[size - 1]) {
            return false;
        }
        int at = Arrays.binarySearch(times, 0, size, time);
        at = at < 0 ? -at - 1 : at;
        int moved = Math.min(size, times.length - 1) - at;
        System.arraycopy(times, at, times, at + 1, moved);
        times[at] = time;
        size = Math.min(size + 1, times.length);
        return true;
    }

    /** Whether it has happened often enough by then. */
    boolean hasAllBy(long time) {
        return size == times.length && times[size - 1] <= time;
    }

    /** The earliest, or {@link Times#UNKNOWN}. */
    long first() {
        return size == 0 ? Times.UNKNOWN : times[0];
    }

    List<Long> asList() {
        return Arrays.stream(times, 0, size).boxed().toList();
    }
}
