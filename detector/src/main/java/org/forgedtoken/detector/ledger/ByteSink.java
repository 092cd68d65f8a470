package org.forgedtoken.detector.ledger;

import java.util.Arrays;
import java.util.function.IntConsumer;
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

    /** The text's UTF-8, where {@code begin} says behind its length; returns whether it could be written. */
    boolean utf8(String text, IntConsumer begin) {
        int start = size;
        begin.accept(text.length());
        if (ascii(text)) {
            return true;
        }
        size = start;
        byte[] utf8 = Texts.utf8(text);
        if (utf8 == null) {
            return false;
        }
        begin.accept(utf8.length);
        all(utf8);
        return true;
    }

    private boolean ascii(String text) {
        int length = text.length();
        room(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= MORE) {
                return false;
            }
            bytes[size + i] = (byte) c;
        }
        size += length;
        return true;
    }

    /** A text of whatever characters, even halves of one. */
    void text(String text) {
        if (utf8(text, length -> unsigned((long) length << 1))) {
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
