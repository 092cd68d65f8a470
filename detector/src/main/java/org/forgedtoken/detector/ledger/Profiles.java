package org.forgedtoken.detector.ledger;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Profiles by number, each kept once and for as long as a token has it: keys and clients come and go. There are at most so
 * many, however the feed behaves; a token whose profile has no room is kept whole. Written by one thread; another may
 * read while nothing is written.
 */
final class Profiles {
    /** The number of no profile. */
    static final int NONE = 0;

    private static final int MOST = 1 << 14;
    private static final int LONGEST = 1 << 10;

    /** One that tokens have: its bytes, and what they say. */
    static final class Known {
        private final byte[] bytes;
        private final Profile profile;

        private Known(byte[] bytes) {
            this.bytes = bytes;
            this.profile = Profile.read(new ByteSource(bytes, 0, bytes.length));
        }

        /** Not to be changed. */
        byte[] bytes() {
            return bytes;
        }

        Profile profile() {
            return profile;
        }
    }

    private final Map<ByteBuffer, Integer> numbers = new HashMap<>();
    private @Nullable Known[] known = new Known[16];
    private int[] tokens = new int[16];
    private int[] gaps = new int[16];
    private int numberOfGaps;
    private int numbersEver = 1;
    private int last = NONE;

    /** The profile of these bytes has one token more; returns its number, or {@link #NONE} where there is no room. */
    int add(byte[] bytes, int from, int to) {
        int number = isLast(bytes, from, to) ? last : find(bytes, from, to);
        if (number != NONE) {
            tokens[number]++;
            last = number;
        }
        return number;
    }

    /** The profile has one token less. */
    void remove(int number) {
        if (number == NONE || --tokens[number] > 0) {
            return;
        }
        numbers.remove(ByteBuffer.wrap(of(number).bytes()));
        known[number] = null;
        gaps[numberOfGaps++] = number;
        if (last == number) {
            last = NONE;
        }
    }

    Known of(int number) {
        Known profile = known[number];
        if (profile == null) {
            throw new IllegalStateException("there is no profile " + number);
        }
        return profile;
    }

    private boolean isLast(byte[] bytes, int from, int to) {
        if (last == NONE) {
            return false;
        }
        byte[] same = of(last).bytes();
        return Arrays.equals(same, 0, same.length, bytes, from, to);
    }

    private int find(byte[] bytes, int from, int to) {
        if (from == to) {
            return NONE;
        }
        Integer number = numbers.get(ByteBuffer.wrap(bytes, from, to - from));
        return number != null ? number : keep(bytes, from, to);
    }

    private int keep(byte[] bytes, int from, int to) {
        if (to - from > LONGEST || numbers.size() >= MOST) {
            return NONE;
        }
        int number = numberOfGaps > 0 ? gaps[--numberOfGaps] : numbersEver++;
        if (number == known.length) {
            known = Arrays.copyOf(known, 2 * number);
            tokens = Arrays.copyOf(tokens, 2 * number);
            gaps = Arrays.copyOf(gaps, 2 * number);
        }
        byte[] own = Arrays.copyOfRange(bytes, from, to);
        known[number] = new Known(own);
        numbers.put(ByteBuffer.wrap(own), number);
        return number;
    }
}
