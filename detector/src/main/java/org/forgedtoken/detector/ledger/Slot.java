package org.forgedtoken.detector.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** How a record stands in memory: the number of its profile, the length of its content, its hash, and the content. */
final class Slot {
    /** The longest content. */
    static final int LONGEST = 236;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int LENGTH = 2;
    private static final int HASH = 3;
    private static final int CONTENT = HASH + TokenHash.BYTES;

    private Slot() {}

    /** Bytes that a record with so long a content takes. */
    static int size(int length) {
        return CONTENT + length;
    }

    static void write(byte[] page, int at, int profile, TokenHash hash, byte[] from, int begin, int end) {
        two(page, at, profile);
        page[at + LENGTH] = (byte) (end - begin);
        LONGS.set(page, at + HASH, hash.high());
        INTS.set(page, at + HASH + Long.BYTES, hash.low());
        System.arraycopy(from, begin, page, at + CONTENT, end - begin);
    }

    /** Marks that there is no record, and what is the next such place. */
    static void free(byte[] page, int at, int next) {
        two(page, at, Profiles.NONE);
        INTS.set(page, at + HASH, next);
    }

    static boolean isFree(byte[] page, int at) {
        return profile(page, at) == Profiles.NONE;
    }

    static int next(byte[] page, int at) {
        return (int) INTS.get(page, at + HASH);
    }

    static int profile(byte[] page, int at) {
        return ((page[at] & 0xff) << 8) | (page[at + 1] & 0xff);
    }

    static int length(byte[] page, int at) {
        return page[at + LENGTH] & 0xff;
    }

    static boolean has(byte[] page, int at, TokenHash hash) {
        return high(page, at) == hash.high() && low(page, at) == hash.low();
    }

    static long high(byte[] page, int at) {
        return (long) LONGS.get(page, at + HASH);
    }

    static int low(byte[] page, int at) {
        return (int) INTS.get(page, at + HASH + Long.BYTES);
    }

    /** The last byte of the content, or of the hash where there is none. */
    static byte last(byte[] page, int at) {
        return page[at + CONTENT + length(page, at) - 1];
    }

    /** The content, to be read at once. */
    static ByteSource content(byte[] page, int at) {
        return new ByteSource(page, at + CONTENT, at + CONTENT + length(page, at));
    }

    /** Shows the record where it is. */
    static void see(byte[] page, int at, Profile profile, BriefEntry entry) {
        entry.see(profile, page, at + CONTENT, at + CONTENT + length(page, at));
    }

    /** Copies the content to the end of {@code to}. */
    static void copy(byte[] page, int at, byte[] to) {
        int length = length(page, at);
        System.arraycopy(page, at + CONTENT, to, to.length - length, length);
    }

    private static void two(byte[] page, int at, int value) {
        page[at] = (byte) (value >>> 8);
        page[at + 1] = (byte) value;
    }
}
