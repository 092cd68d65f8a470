package org.forgedtoken.detector.reading.jwt;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a name in bytes stands for, among few names of at most sixteen characters of ASCII: found without making the name,
 * since its first and its last eight bytes are all of it.
 */
public final class NameTable<T> {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIXER = 0x9E37_79B9_7F4A_7C15L;
    private static final int PLACES = 128;

    /** By {@link #place}, or in the next that is free. */
    private final List<@Nullable Entry<T>> places = new ArrayList<>(Collections.nCopies(PLACES, null));

    private record Entry<T>(long head, long tail, int length, T value) {}

    public NameTable(Map<String, T> names) {
        names.forEach((name, value) -> {
            byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
            long head = head(bytes, 0, bytes.length);
            long tail = tail(bytes, 0, bytes.length);
            int place = place(head, tail);
            while (places.get(place) != null) {
                place = (place + 1) & (PLACES - 1);
            }
            places.set(place, new Entry<>(head, tail, bytes.length, value));
        });
    }

    /** What the name in these bytes stands for, or null. */
    public @Nullable T get(byte[] bytes, int from, int to) {
        long head = head(bytes, from, to);
        long tail = tail(bytes, from, to);
        int place = place(head, tail);
        for (Entry<T> entry = places.get(place); entry != null; entry = places.get(place)) {
            if (entry.head == head && entry.tail == tail && entry.length == to - from) {
                return entry.value;
            }
            place = (place + 1) & (PLACES - 1);
        }
        return null;
    }

    private static int place(long head, long tail) {
        long mixed = (head + tail) * MIXER;
        return (int) ((mixed >>> 32) ^ (mixed >>> 48)) & (PLACES - 1);
    }

    /** The first eight bytes as a number; of fewer, these and zeros. */
    private static long head(byte[] bytes, int from, int to) {
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

    /** The last eight bytes, of which the first may be in the head too; 0 where there are no more. */
    private static long tail(byte[] bytes, int from, int to) {
        return to - from <= Long.BYTES ? 0 : (long) WORDS.get(bytes, to - Long.BYTES);
    }
}
