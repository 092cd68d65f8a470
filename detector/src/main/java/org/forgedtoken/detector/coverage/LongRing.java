package org.forgedtoken.detector.coverage;

import java.util.Arrays;

/** Numbers in a row, added and taken at its ends; a copy costs next to nothing. Not thread-safe. */
final class LongRing {
    private static final int AT_LEAST = 16;

    /** A power of two long. */
    private long[] values;

    private int first;
    private int size;

    LongRing() {
        this(new long[AT_LEAST], 0, 0);
    }

    private LongRing(long[] values, int first, int size) {
        this.values = values;
        this.first = first;
        this.size = size;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void addLast(long value) {
        if (size == values.length) {
            long[] more = new long[2 * size];
            for (int i = 0; i < size; i++) {
                more[i] = get(i);
            }
            values = more;
            first = 0;
        }
        values[first + size & values.length - 1] = value;
        size++;
    }

    /** The number at place {@code i}, from 0. */
    long get(int i) {
        return values[first + i & values.length - 1];
    }

    long getFirst() {
        return get(0);
    }

    long getLast() {
        return get(size - 1);
    }

    long removeFirst() {
        long value = get(0);
        first = first + 1 & values.length - 1;
        size--;
        return value;
    }

    void removeLast() {
        size--;
    }

    LongRing copy() {
        return new LongRing(Arrays.copyOf(values, values.length), first, size);
    }
}
