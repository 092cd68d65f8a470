package org.forgedtoken.detector.rule.rate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes a state into as few bytes as it has to say, or reads it from them: one description of a state serves both. Used
 * again and again. Not thread-safe.
 */
final class RateNumbers {
    private static final VarHandle DOUBLE = MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.BIG_ENDIAN);

    private final boolean reads;
    private byte[] bytes;
    private int next;

    private RateNumbers(boolean reads, byte[] bytes) {
        this.reads = reads;
        this.bytes = bytes;
    }

    static RateNumbers writing() {
        return new RateNumbers(false, new byte[64]);
    }

    static RateNumbers reading(byte[] state) {
        return new RateNumbers(true, state);
    }

    /** Another state is written; what was written is lost. */
    void again() {
        next = 0;
    }

    /** Another state is read, which begins here among these bytes. */
    void again(byte[] state, int from) {
        bytes = state;
        next = from;
    }

    /** How many bytes were written. */
    int length() {
        return next;
    }

    /** Copies what was written. */
    void copyTo(byte[] into, int at) {
        System.arraycopy(bytes, 0, into, at, next);
    }

    /** What was written. */
    byte[] written() {
        return Arrays.copyOf(bytes, next);
    }

    /** Any number, to the bit: the value itself when writing, what was written when reading. */
    double exact(double value) {
        if (!reads) {
            makeRoom();
            DOUBLE.set(bytes, next, value);
        }
        double there = (double) DOUBLE.get(bytes, next);
        next += Double.BYTES;
        return there;
    }

    boolean flag(boolean value) {
        return whole(value ? 1 : 0) > 0;
    }

    /** A number from 0 on; small ones take a byte. */
    long whole(long value) {
        return reads ? number() : number(value);
    }

    /** A number of a window or a block, the smaller the nearer it is to another one; or {@link RateBlocks#NEVER}. */
    long near(long value, long other) {
        if (reads) {
            long apart = number() - 1;
            return apart < 0 ? RateBlocks.NEVER : other + ((apart >>> 1) ^ -(apart & 1));
        }
        long apart = value - other;
        number(value == RateBlocks.NEVER ? 0 : 1 + ((apart << 1) ^ (apart >> 63)));
        return value;
    }

    private long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte bits = bytes[next++];
            value |= (long) (bits & 0x7f) << shift;
            if (bits >= 0) {
                return value;
            }
        }
    }

    private long number(long value) {
        makeRoom();
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[next++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[next++] = (byte) rest;
        return value;
    }

    private void makeRoom() {
        if (next + 10 > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
    }
}
