package org.forgedtoken.detector.topology.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a {@link Codec} writes into: bytes that grow. Not thread-safe. */
public final class ByteWriter {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int LONGEST_VARINT = 10;

    private byte[] bytes = new byte[256];
    private int size;

    /** What has been written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** So many bytes have been written. */
    public int size() {
        return size;
    }

    /** From here on nothing has been written. */
    public void clear() {
        size = 0;
    }

    /** The lowest eight bits. */
    public void writeByte(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    /** One byte. */
    public void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    /** Four bytes, the highest first. */
    public void writeInt(int value) {
        room(Integer.BYTES);
        INT.set(bytes, size, value);
        size += Integer.BYTES;
    }

    /** Eight bytes, the highest first. */
    public void writeLong(long value) {
        room(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    /** Seven bits a byte, the lowest first: few bytes for a small number that is not negative. */
    public void writeSize(int value) {
        room(LONGEST_VARINT);
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Few bytes for a number near zero, on either side. */
    public void writeNear(long value) {
        room(LONGEST_VARINT);
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** How many there are, and they. */
    public void writeBytes(byte[] some) {
        writeBytes(some, 0);
    }

    /** The same, their number put up by {@code plus}. */
    void writeBytes(byte[] some, int plus) {
        writeBytes(some, 0, some.length, plus);
    }

    /** The same of those from one place to another. */
    void writeBytes(byte[] some, int from, int to, int plus) {
        int length = to - from;
        writeSize(length + plus);
        room(length);
        System.arraycopy(some, from, bytes, size, length);
        size += length;
    }

    /** A text of ASCII that ends in a number, which is not negative. */
    void writeNumbered(byte[] beginning, long number) {
        int digits = 1;
        for (long rest = number; rest > 9; rest /= 10) {
            digits++;
        }
        writeBytes(beginning, 0, beginning.length, digits);
        room(digits);
        long rest = number;
        for (int at = size + digits - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
    }

    /** What another one has written. */
    void write(ByteWriter other) {
        room(other.size);
        System.arraycopy(other.bytes, 0, bytes, size, other.size);
        size += other.size;
    }

    /** Its size in bytes, put up by {@code plus}, and its UTF-8. */
    void writeText(String text, int plus) {
        writeText(text, text.length(), plus);
    }

    /** The same of the text's first {@code length} characters. */
    void writeText(String text, int length, int plus) {
        int start = size;
        writeSize(length + plus);
        room(length);
        byte[] into = bytes;
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                size = start;
                writeUnicode(text.substring(0, length), plus);
                return;
            }
            into[at + i] = (byte) c;
        }
        size += length;
    }

    private void writeUnicode(String text, int plus) {
        writeBytes(text.getBytes(StandardCharsets.UTF_8), plus);
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
