package org.forgedtoken.detector.feed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is made of short texts that come again and again (an issuer, a key id, the header of a token): of one that was read
 * lately it is the same object, and is not made anew. Each has one place of a fixed number, and a newer one takes it, so
 * that strangers' texts cost neither memory nor much time. Thread-safe where what is made never changes: a lost write is a
 * text read twice.
 */
public final class Recent<T> {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private static final int LONGEST = 256;

    /** Remembers nothing. */
    public static final Recent<String> NONE = new Recent<>(0, -1, bytes -> new String(bytes, StandardCharsets.UTF_8));

    private final List<@Nullable Entry<T>> places;
    private final int longest;
    private final Function<byte[], T> making;

    @SuppressWarnings("ArrayRecordComponent") // never compared, and not changed
    private record Entry<T>(byte[] bytes, T value) {}

    /**
     * With 2 to the power of {@code bits} places.
     *
     * @param longest bytes of a text; a longer one is read each time
     * @param making what is made of a text; where it throws, nothing is remembered
     */
    public Recent(int bits, int longest, Function<byte[], T> making) {
        this.places = new ArrayList<>(Collections.nCopies(1 << bits, null));
        this.longest = longest;
        this.making = making;
    }

    /** Texts themselves; what is no UTF-8 is read as {@link String} reads it. */
    public static Recent<String> texts(int bits) {
        return texts(bits, text -> text);
    }

    /** The same; {@code kept} is what is made of a text. */
    public static Recent<String> texts(int bits, UnaryOperator<String> kept) {
        return new Recent<>(bits, LONGEST, bytes -> kept.apply(new String(bytes, StandardCharsets.UTF_8)));
    }

    /** What is made of these bytes. */
    public T of(byte[] bytes, int offset, int size) {
        if (size > longest) {
            return making.apply(Arrays.copyOfRange(bytes, offset, offset + size));
        }
        int place = place(bytes, offset, size);
        Entry<T> there = places.get(place);
        if (there == null || !Arrays.equals(there.bytes, 0, there.bytes.length, bytes, offset, offset + size)) {
            byte[] own = Arrays.copyOfRange(bytes, offset, offset + size);
            there = new Entry<>(own, making.apply(own));
            places.set(place, there);
        }
        return there.value;
    }

    /** From the size, and the bytes at the beginning, in the middle and at the end. */
    private int place(byte[] bytes, int offset, int size) {
        long hash = size;
        if (size >= Long.BYTES) {
            hash = hash * MIX + (long) LONG.get(bytes, offset);
            hash = hash * MIX + (long) LONG.get(bytes, offset + (size - Long.BYTES) / 2);
            hash = hash * MIX + (long) LONG.get(bytes, offset + size - Long.BYTES);
        } else {
            for (int i = 0; i < size; i++) {
                hash = (hash << Byte.SIZE) | (bytes[offset + i] & 0xff);
            }
        }
        return (int) ((hash * MIX) >>> Integer.SIZE) & (places.size() - 1);
    }
}
