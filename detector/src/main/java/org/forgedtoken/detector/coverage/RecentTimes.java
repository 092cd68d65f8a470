package org.forgedtoken.detector.coverage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Times and how many records each has, in order. A large issuer has one in every millisecond of grace, of which most come in
 * order: they lie in arrays, of which both ends are cheap to change. Epoch ms. Not thread-safe.
 */
final class RecentTimes {
    private static final int LEAST = 16;

    private long[] times = new long[LEAST];
    private int[] counts = new int[LEAST];
    private int from;
    private int to;

    /** @param steps see {@link #asList} */
    RecentTimes(List<Long> steps) {
        long time = 0;
        for (int i = 0; i < steps.size(); i += 2) {
            time += steps.get(i);
            add(time, Math.toIntExact(steps.get(i + 1)));
        }
    }

    int size() {
        return to - from;
    }

    boolean isEmpty() {
        return to == from;
    }

    /** The time at this place, from 0 on. */
    long time(int place) {
        return times[from + place];
    }

    /** How many records have the time at this place. */
    int count(int place) {
        return counts[from + place];
    }

    void removeFirst() {
        from++;
        if (from == to) {
            from = 0;
            to = 0;
        }
    }

    void add(long time, int records) {
        int place = isEmpty() || time > times[to - 1] ? -to - 1 : Arrays.binarySearch(times, from, to, time);
        if (place >= 0) {
            counts[place] += records;
            return;
        }
        int behind = to + place + 1;
        room();
        int at = to - behind;
        System.arraycopy(times, at, times, at + 1, behind);
        System.arraycopy(counts, at, counts, at + 1, behind);
        times[at] = time;
        counts[at] = records;
        to++;
    }

    /** Of each time in order how far it is from the one before, the first from 1970, and behind that its number of records. */
    List<Long> asList() {
        List<Long> steps = new ArrayList<>(2 * size());
        for (int i = from; i < to; i++) {
            steps.add(i == from ? times[i] : times[i] - times[i - 1]);
            steps.add((long) counts[i]);
        }
        return steps;
    }

    /** Makes room for one more at the end: moves all to the front, or into arrays of a fitting size. */
    private void room() {
        if (to < times.length) {
            return;
        }
        int size = size();
        int length = size <= times.length / 2 && size > times.length / 8 ? times.length : Math.max(LEAST, 2 * size);
        times = Arrays.copyOf(Arrays.copyOfRange(times, from, to), length);
        counts = Arrays.copyOf(Arrays.copyOfRange(counts, from, to), length);
        from = 0;
        to = size;
    }
}
