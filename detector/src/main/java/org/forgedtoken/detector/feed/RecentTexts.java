package org.forgedtoken.detector.feed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Short texts that come again and again (an issuer, a key id, a client): one that was read lately is the same object, and
 * is not decoded anew. Each has one place of a fixed number, and a newer one takes it, so that strangers' texts cost
 * neither memory nor much time. Thread-safe: places hold what never changes, and a lost write is a text decoded twice.
 */
public final class RecentTexts {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9e3779b97f4a7c15L;
    private static final int LONGEST = 256;

    /** Remembers nothing. */
    public static final RecentTexts NONE = new RecentTexts(1, -1, text -> text);

    private final @Nullable Text[] places;
    private final int longest;
    private final UnaryOperator<String> kept;

    @SuppressWarnings("ArrayRecordComponent") // never compared, and not changed
    private record Text(byte[] utf8, String text) {}

    /** With 2 to the power of {@code bits} places. */
    public RecentTexts(int bits) {
        this(bits, text -> text);
    }

    /** The same; {@code kept} is what is made of a text. */
    public RecentTexts(int bits, UnaryOperator<String> kept) {
        this(bits, LONGEST, kept);
    }

    private RecentTexts(int bits, int longest, UnaryOperator<String> kept) {
        this.longest = longest;
        this.places = new Text[1 << bits];
        this.kept = kept;
    }

    /** The text that these bytes are in UTF-8; where they are no UTF-8, as {@link String} reads them. */
    public String text(byte[] bytes, int offset, int size) {
        if (size > longest) {
            return kept.apply(new String(bytes, offset, size, StandardCharsets.UTF_8));
        }
        int place = place(bytes, offset, size, places.length);
        Text there = places[place];
        if (there == null || !Arrays.equals(there.utf8, 0, there.utf8.length, bytes, offset, offset + size)) {
            String text = new String(bytes, offset, size, StandardCharsets.UTF_8);
            there = new Text(Arrays.copyOfRange(bytes, offset, offset + size), kept.apply(text));
            places[place] = there;
        }
        return there.text;
    }

    /**
     * Which of so many places, a power of two, is that of some bytes: from their number, and those at the beginning, in the
     * middle and at the end.
     */
    public static int place(byte[] bytes, int offset, int size, int places) {
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
        return (int) ((hash * MIX) >>> 32) & (places - 1);
    }
}
