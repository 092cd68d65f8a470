package org.forgedtoken.detector.ledger;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The entries that are too long for a slot, each on its own. Written by one thread; another may read while nothing is
 * written.
 */
final class Large {
    /** An entry's bytes, whole, and its hash. */
    static final class Entry {
        private final TokenHash hash;
        private final byte[] value;

        private Entry(TokenHash hash, byte[] value) {
            this.hash = hash;
            this.value = value;
        }

        TokenHash hash() {
            return hash;
        }

        /** Not to be changed. */
        byte[] value() {
            return value;
        }
    }

    private static final int MOST = Place.END - Place.END_OF_SLOTS;

    private @Nullable Entry[] entries = new Entry[2];
    private int[] gaps = new int[2];
    private int numberOfGaps;
    private int numbers;

    /** Keeps an entry; returns its place. */
    int put(TokenHash hash, byte[] value) {
        int number = numberOfGaps > 0 ? gaps[--numberOfGaps] : numbers;
        if (number == MOST) {
            throw new IllegalStateException("the ledger has no room for more long entries in one task: with more"
                    + " partitions of token-events, or ledger.store=rocksdb, it has");
        }
        if (number == numbers) {
            numbers++;
        }
        if (number == entries.length) {
            entries = Arrays.copyOf(entries, number + number / 2 + 1);
            gaps = Arrays.copyOf(gaps, entries.length);
        }
        entries[number] = new Entry(hash, value);
        return Place.END_OF_SLOTS + number;
    }

    Entry get(int place) {
        Entry entry = entries[place - Place.END_OF_SLOTS];
        if (entry == null) {
            throw new IllegalStateException("there is no long entry at " + place);
        }
        return entry;
    }

    void remove(int place) {
        entries[place - Place.END_OF_SLOTS] = null;
        gaps[numberOfGaps++] = place - Place.END_OF_SLOTS;
    }

    /** The first entry's place at or behind this one, or a negative number. */
    int next(int from) {
        for (int number = Math.max(0, from - Place.END_OF_SLOTS); number < numbers; number++) {
            if (entries[number] != null) {
                return Place.END_OF_SLOTS + number;
            }
        }
        return -1;
    }
}
