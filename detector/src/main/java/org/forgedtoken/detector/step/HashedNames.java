package org.forgedtoken.detector.step;

import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.TokenHash;
import org.forgedtoken.detector.ledger.TokenHashing;

/**
 * How many distinct names there are, of any number of them: each is known by the first 128 bits of its SHA-256, so that two
 * unlike ones count as one with a chance of 1e-24 among ten million. 16 bytes a name, and room to grow. Not thread-safe.
 */
final class HashedNames {
    private static final int LEAST = 16;
    /** A table is that full at most, in tenths. */
    private static final int FULL = 7;

    private final TokenHashing hashing;
    /** Pairs; an empty place is two zeros, and the name that hashes to these is the {@link #zero} one. */
    private long[] places = new long[2 * LEAST];

    private int size;
    private boolean zero;

    HashedNames(TokenHashing hashing) {
        this.hashing = hashing;
    }

    void add(String name) {
        TokenHash hash = hashing.of(TokenKey.parse(name));
        if (hash.high() == 0 && hash.low() == 0) {
            zero = true;
            return;
        }
        if (put(places, hash.high(), hash.low())) {
            size++;
            if (size * 10L > places.length / 2 * (long) FULL) {
                grow();
            }
        }
    }

    int size() {
        return size + (zero ? 1 : 0);
    }

    private void grow() {
        long[] larger = new long[Math.multiplyExact(places.length, 2)];
        for (int i = 0; i < places.length; i += 2) {
            if (places[i] != 0 || places[i + 1] != 0) {
                put(larger, places[i], places[i + 1]);
            }
        }
        places = larger;
    }

    private static boolean put(long[] places, long high, long low) {
        int mask = places.length / 2 - 1;
        for (int place = (int) low & mask; ; place = place + 1 & mask) {
            long there = places[2 * place];
            long beside = places[2 * place + 1];
            if (there == high && beside == low) {
                return false;
            }
            if (there == 0 && beside == 0) {
                places[2 * place] = high;
                places[2 * place + 1] = low;
                return true;
            }
        }
    }
}
