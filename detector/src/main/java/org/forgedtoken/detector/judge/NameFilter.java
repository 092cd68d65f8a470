package org.forgedtoken.detector.judge;

/**
 * Which names a store may hold, in a quarter of a megabyte: it says no at once for nearly all names that the store does not
 * hold, as long as these are far more than those that it does. It never says no for one that the store holds, if each is added
 * once when it comes and removed once when it goes. Not thread-safe.
 */
final class NameFilter {
    private static final int BITS = 18;
    private static final int MIX = 0x9E3779B9;
    /** A place that has counted so far counts no more, and stays. */
    private static final byte FULL = -1;

    private final byte[] counts = new byte[1 << BITS];

    void add(String name) {
        int place = place(name);
        if (counts[place] != FULL) {
            counts[place]++;
        }
    }

    void remove(String name) {
        int place = place(name);
        if (counts[place] != FULL) {
            counts[place]--;
        }
    }

    boolean mayHold(String name) {
        return counts[place(name)] != 0;
    }

    private static int place(String name) {
        return (name.hashCode() * MIX) >>> (Integer.SIZE - BITS);
    }
}
