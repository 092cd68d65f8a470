package org.forgedtoken.detector.reading.jwt;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at bytes eight at a time. */
public final class AsciiWords {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long MIXER = 0x9E37_79B9_7F4A_7C15L;

    private AsciiWords() {}

    /** Where the first byte is that is a quote, a backslash, a control or no ASCII; the length where there is none. */
    static int specialFrom(byte[] bytes, int from) {
        int at = from;
        for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
            long word = (long) WORDS.get(bytes, at);
            long quote = word ^ '"' * ONES;
            long backslash = word ^ '\\' * ONES;
            // A borrow may raise a wrong bit, but only above a right one, and the lowest is what counts.
            long special = (zeroIn(quote) | zeroIn(backslash) | (word - ' ' * ONES) | word) & HIGH_BITS;
            if (special != 0) {
                return at + (Long.numberOfTrailingZeros(special) >>> 3);
            }
        }
        while (at < bytes.length && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** Whether all are ASCII. */
    static boolean areAscii(byte[] bytes) {
        long seen = 0;
        int at = 0;
        for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
            seen |= (long) WORDS.get(bytes, at);
        }
        for (; at < bytes.length; at++) {
            seen |= bytes[at];
        }
        return (seen & HIGH_BITS) == 0;
    }

    /** Whether one of two characters, of ASCII, is among some bytes. */
    static boolean hasOneOf(char one, char other, byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long word = (long) WORDS.get(bytes, at);
            long first = word ^ one * ONES;
            long second = word ^ other * ONES;
            if (((zeroIn(first) | zeroIn(second)) & HIGH_BITS) != 0) {
                return true;
            }
        }
        for (; at < to; at++) {
            if (bytes[at] == one || bytes[at] == other) {
                return true;
            }
        }
        return false;
    }

    /** The first eight of some bytes as a number; of fewer, these and zeros. */
    public static long head(byte[] bytes, int from, int to) {
        int length = to - from;
        if (from <= bytes.length - Long.BYTES) {
            long word = (long) WORDS.get(bytes, from);
            return length >= Long.BYTES ? word : word & ((1L << (length * Byte.SIZE)) - 1);
        }
        long word = 0;
        for (int i = 0; i < length; i++) {
            word |= (bytes[from + i] & 0xffL) << (i * Byte.SIZE);
        }
        return word;
    }

    /** The last eight of some bytes as a number, the first of which may be in the head too; 0 where there are no more. */
    public static long tail(byte[] bytes, int from, int to) {
        return to - from <= Long.BYTES ? 0 : (long) WORDS.get(bytes, to - Long.BYTES);
    }

    /** A hash of eight bytes, as cheap as {@link #hash}. */
    public static int mix(long word) {
        long mixed = word * MIXER;
        return (int) ((mixed >>> 32) ^ (mixed >>> 48));
    }

    /** A hash that is cheap and no defence: whoever writes the bytes may choose it. */
    public static int hash(byte[] bytes, int from, int to) {
        long hash = (long) to - from;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            hash = (hash ^ (long) WORDS.get(bytes, at)) * MIXER;
            hash ^= hash >>> 32;
        }
        for (; at < to; at++) {
            hash = (hash ^ bytes[at]) * MIXER;
        }
        return (int) (hash ^ hash >>> 32);
    }

    /** The high bit of the lowest byte that is 0, and perhaps of some above it. */
    private static long zeroIn(long word) {
        return (word - ONES) & ~word;
    }
}
