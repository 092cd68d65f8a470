package org.forgedtoken.detector.reading;

import java.util.Arrays;

/** The member names of the objects that are open, to see one that comes twice. */
final class NamesSeen {
    /** More names at once are left to the full parser, so that comparing each with each stays cheap. */
    private static final int MOST = 64;

    private final byte[] json;
    private int[] ends = new int[2 * 16];
    private int first;
    private int count;

    NamesSeen(byte[] json) {
        this.json = json;
    }

    /** Begins an object inside the one that is open, which {@link #leave} needs to know. */
    int enter() {
        int outer = first;
        first = count;
        return outer;
    }

    void leave(int outer) {
        count = first;
        first = outer;
    }

    /** Whether the object has no such name so far, and not too many of them. */
    boolean add(int from, int to) {
        for (int i = first; i < count; i++) {
            if (Arrays.equals(json, ends[2 * i], ends[2 * i + 1], json, from, to)) {
                return false;
            }
        }
        if (count == MOST) {
            return false;
        }
        if (2 * count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        ends[2 * count] = from;
        ends[2 * count + 1] = to;
        count++;
        return true;
    }
}
