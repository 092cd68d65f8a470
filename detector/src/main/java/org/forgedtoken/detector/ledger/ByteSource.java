package org.forgedtoken.detector.ledger;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ByteSink} wrote; bytes that it never wrote are refused with an exception. Not thread-safe. */
final class ByteSource {
    private byte[] bytes = {};
    private int end;
    private int at;

    /** The bytes from {@code from} up to {@code end}. */
    ByteSource(byte[] bytes, int from, int end) {
        begin(bytes, from, end);
    }

    /** From here on it reads these bytes. */
    void begin(byte[] others, int from, int to) {
        bytes = others;
        at = from;
        end = to;
    }

    int left() {
        return end - at;
    }

    int one() {
        need(1);
        return bytes[at++] & 0xff;
    }

    /** A number of so many bytes, without a sign. */
    long fixed(int number) {
        need(number);
        long value = 0;
        for (int i = 0; i < number; i++) {
            value = (value << 8) | (bytes[at++] & 0xff);
        }
        return value;
    }

    long unsigned() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int bits = one();
            value |= (long) (bits & 0x7f) << shift;
            if (bits < 0x80) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number has no end");
    }

    long signed() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    byte[] all(int number) {
        need(number);
        byte[] some = new byte[number];
        System.arraycopy(bytes, at, some, 0, number);
        at += number;
        return some;
    }

    void skip(int number) {
        need(number);
        at += number;
    }

    String utf8(int length) {
        need(length);
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    String text() {
        long head = unsigned();
        int length = length(head >>> 1);
        if ((head & 1) == 0) {
            return utf8(length);
        }
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) fixed(2));
        }
        return text.toString();
    }

    @Nullable
    String optional() {
        return one() == 0 ? null : text();
    }

    /** How many there are of something, of which each takes a byte at least. */
    int length(long number) {
        if (number < 0 || number > left()) {
            throw new IllegalArgumentException("a length of " + number + " with " + left() + " bytes left");
        }
        return (int) number;
    }

    private void need(int number) {
        if (number < 0 || number > end - at) {
            throw new IllegalArgumentException(number + " bytes are asked for, and " + left() + " are left");
        }
    }
}
