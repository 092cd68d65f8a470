package org.forgedtoken.detector.ledger;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes that are being written. Not thread-safe. */
final class ByteSink {
    private static final int LOW_SEVEN = 0x7f;
    private static final int MORE = 0x80;

    private byte[] bytes = new byte[256];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void one(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    /** Overwrites the two bytes at {@code at}. */
    void two(int at, int value) {
        bytes[at] = (byte) (value >>> 8);
        bytes[at + 1] = (byte) value;
    }

    /** The lowest {@code number} bytes of the value, the highest first. */
    void fixed(long value, int number) {
        for (int shift = 8 * (number - 1); shift >= 0; shift -= 8) {
            one((int) (value >>> shift));
        }
    }

    /** Seven bits a byte, the lowest first. */
    void unsigned(long value) {
        long rest = value;
        while ((rest & ~LOW_SEVEN) != 0) {
            one((int) (rest & LOW_SEVEN) | MORE);
            rest >>>= 7;
        }
        one((int) rest);
    }

    /** Small where the value is near zero. */
    void signed(long value) {
        unsigned((value << 1) ^ (value >> 63));
    }

    void all(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    /** A text of whatever characters, even halves of one. */
    void text(String text) {
        byte[] utf8 = Texts.utf8(text);
        if (utf8 != null) {
            unsigned((long) utf8.length << 1);
            all(utf8);
            return;
        }
        unsigned(((long) text.length() << 1) | 1);
        for (int i = 0; i < text.length(); i++) {
            fixed(text.charAt(i), 2);
        }
    }

    void optional(@Nullable String text) {
        one(text == null ? 0 : 1);
        if (text != null) {
            text(text);
        }
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
