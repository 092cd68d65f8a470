package org.forgedtoken.detector.coverage;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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

    RecentTimes(Map<Long, Long> recent) {
        new TreeMap<>(recent).forEach((time, records) -> add(time, Math.toIntExact(records)));
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

    /** How many records have the first time. */
    int firstCount() {
        return counts[from];
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
        if (isEmpty() || time > times[to - 1]) {
            room();
            put(to, time, records);
            to++;
            return;
        }
        if (time == times[to - 1]) {
            counts[to - 1] += records;
            return;
        }
        int place = Arrays.binarySearch(times, from, to, time);
        if (place >= 0) {
            counts[place] += records;
        } else {
            insert(-place - 1, time, records);
        }
    }

    SortedMap<Long, Long> asMap() {
        SortedMap<Long, Long> all = new TreeMap<>();
        for (int i = from; i < to; i++) {
            all.put(times[i], (long) counts[i]);
        }
        return all;
    }

    private void insert(int place, long time, int records) {
        if (from > 0 && place - from <= to - place) {
            move(from, from - 1, place - from);
            from--;
            put(place - 1, time, records);
            return;
        }
        int behind = to - place;
        room();
        int at = to - behind;
        move(at, at + 1, behind);
        to++;
        put(at, time, records);
    }

    private void put(int at, long time, int records) {
        times[at] = time;
        counts[at] = records;
    }

    private void move(int at, int where, int number) {
        System.arraycopy(times, at, times, where, number);
        System.arraycopy(counts, at, counts, where, number);
    }

    /** Makes room for one more at the end: moves all to the front, or into arrays of a fitting size. */
    private void room() {
        if (to < times.length) {
            return;
        }
        int size = size();
        if (size <= times.length / 2 && size > times.length / 8) {
            move(from, 0, size);
        } else {
            int length = Math.max(LEAST, 2 * size);
            times = Arrays.copyOf(Arrays.copyOfRange(times, from, to), length);
            counts = Arrays.copyOf(Arrays.copyOfRange(counts, from, to), length);
        }
        from = 0;
        to = size;
    }
}
