package org.forgedtoken.detector.topology.codec;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.forgedtoken.detector.feed.Recent;

/** What a {@link Codec} reads from: a value's bytes, one after the other. Past their end it throws an {@link EOFException}. */
public final class ByteReader {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final Recent<String> recent;
    private int at;

    /** @param recent where texts that come again and again are looked up */
    public ByteReader(byte[] bytes, Recent<String> recent) {
        this.bytes = bytes;
        this.recent = recent;
    }

    /** How many bytes have not been read. */
    public int rest() {
        return bytes.length - at;
    }

    /** From -128 to 127. */
    public int readByte() throws IOException {
        return bytes[next(1)];
    }

    /** From 0 to 255. */
    public int readUnsignedByte() throws IOException {
        return bytes[next(1)] & 0xff;
    }

    /** One byte: 0 or 1. */
    public boolean readBoolean() throws IOException {
        int value = readByte();
        if ((value & ~1) != 0) {
            throw new IOException("neither true nor false: " + value);
        }
        return value == 1;
    }

    /** Four bytes, the highest first. */
    public int readInt() throws IOException {
        return (int) INT.get(bytes, next(Integer.BYTES));
    }

    /** Eight bytes, the highest first. */
    public long readLong() throws IOException {
        return (long) LONG.get(bytes, next(Long.BYTES));
    }

    /** How many of something come, each of a byte at least: a broken one must not take the memory. */
    public int readSize() throws IOException {
        int size = readUnsigned();
        if (size > rest() + 1) {
            throw new EOFException("a size of " + size + " cannot be: " + rest() + " bytes are there");
        }
        return size;
    }

    /** What {@link ByteWriter#writeSize} wrote. */
    int readUnsigned() throws IOException {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int bits = readByte();
            value |= (bits & 0x7f) << shift;
            if (bits >= 0) {
                if (value < 0) {
                    throw new IOException("a size of " + value + " cannot be");
                }
                return value;
            }
        }
        throw new IOException("a size has no end");
    }

    /** What {@link ByteWriter#writeNear} wrote. */
    public long readNear() throws IOException {
        long folded = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int bits = readByte();
            folded |= (bits & 0x7fL) << shift;
            if (bits >= 0) {
                return folded >>> 1 ^ -(folded & 1);
            }
        }
        throw new IOException("a number has no end");
    }

    /** What {@link ByteWriter#writeBytes} wrote. */
    public byte[] readBytes() throws IOException {
        int size = readSize();
        int from = next(size);
        return Arrays.copyOfRange(bytes, from, from + size);
    }

    /** A text of so many bytes. */
    String readText(int size) throws IOException {
        return new String(bytes, next(size), size, StandardCharsets.UTF_8);
    }

    /** A text of so many bytes that may well have been read before. */
    String readRecent(int size) throws IOException {
        return recent.of(bytes, next(size), size);
    }

    /** All bytes; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** Where it reads next. */
    int at() {
        return at;
    }

    /** From here on it reads there. */
    void goTo(int place) {
        at = place;
    }

    /** Passes over a text; returns where it begins. */
    int readRange() throws IOException {
        return next(readSize());
    }

    /** The same of one that may not be there: then 0. */
    int skipOptional() throws IOException {
        int size = readSize();
        return size == 0 ? 0 : next(size - 1);
    }

    boolean isAscii(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of both stretches. */
    byte[] joined(int from, int to, int thenFrom, int thenTo) {
        byte[] both = Arrays.copyOfRange(bytes, from, to + thenTo - thenFrom);
        System.arraycopy(bytes, thenFrom, both, to - from, thenTo - thenFrom);
        return both;
    }

    private int next(int size) throws EOFException {
        int start = at;
        if (size > bytes.length - start) {
            throw new EOFException("it ends too early: " + size + " bytes are to come, " + rest() + " are there");
        }
        at = start + size;
        return start;
    }
}
