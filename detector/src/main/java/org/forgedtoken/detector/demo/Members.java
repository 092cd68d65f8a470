package org.forgedtoken.detector.demo;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The accounts: numbers with gaps between them, since many an account was deleted, or its number never given. Members
 * are counted from 0 in the order of their numbers.
 */
final class Members {
    private static final long FIRST_ID = 10_000_000;
    /** Of a hundred numbers, how many are taken. */
    private static final int TAKEN = 45;

    private final long salt;
    private final BitSet gone = new BitSet();
    private final int initial;
    private int[] numbers;
    private int count;

    Members(long seed, int initial) {
        this.salt = seed * 0x9E3779B97F4A7C15L;
        this.initial = initial;
        this.numbers = new int[initial];
        for (int number = 0; count < initial; number++) {
            if (isTaken(number)) {
                numbers[count++] = number;
            }
        }
    }

    private boolean isTaken(int number) {
        return Math.floorMod(mix(salt + number), 100L) < TAKEN;
    }

    /** A good hash of a number (the finalizer of SplitMix64). */
    static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** How many there were at the start. */
    int initial() {
        return initial;
    }

    /** How many numbers lie below the first one that a deletion may hit: those below never change. */
    int steady() {
        return numbers[initial * 3 / 4];
    }

    String id(int member) {
        return idOf(numbers[member]);
    }

    static String idOf(int number) {
        return Long.toString(FIRST_ID + number);
    }

    /** Whether this number below {@link #steady()} is an account's. */
    boolean exists(int number) {
        return Arrays.binarySearch(numbers, 0, initial, number) >= 0;
    }

    /** Whether this is the id of an account that there was at the start. */
    boolean has(@Nullable String id) {
        return id != null
                && id.length() == Long.toString(FIRST_ID).length()
                && exists((int) (Long.parseLong(id) - FIRST_ID));
    }

    /** Any member who may log in. */
    int any(SplittableRandom random) {
        int member = random.nextInt(count);
        while (gone.get(member)) {
            member = random.nextInt(count);
        }
        return member;
    }

    boolean mayLogIn(int member) {
        return !gone.get(member);
    }

    /** A new member, with the next free number. */
    int join() {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, count + count / 4 + 16);
        }
        numbers[count] = numbers[count - 1] + 1;
        return count++;
    }

    /** A member who will not log in again, or -1 where too few are left. */
    int leave(SplittableRandom random) {
        if (gone.cardinality() >= initial / 8) {
            return -1;
        }
        int member = initial * 3 / 4 + random.nextInt(initial / 4);
        while (gone.get(member)) {
            member = initial * 3 / 4 + random.nextInt(initial / 4);
        }
        gone.set(member);
        return member;
    }
}
