package org.forgedtoken.detector.feed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    public static final RecentTexts NONE = new RecentTexts(1, -1);

    private final @Nullable Text[] places;
    private final int shift;
    private final int longest;

    private static final class Text {
        private final byte[] utf8;
        private final String text;

        Text(byte[] utf8) {
            this.utf8 = utf8;
            this.text = new String(utf8, StandardCharsets.UTF_8);
        }
    }

    /** With 2 to the power of {@code bits} places, at least 2. */
    public RecentTexts(int bits) {
        this(bits, LONGEST);
    }

    private RecentTexts(int bits, int longest) {
        this.longest = longest;
        this.places = new Text[1 << bits];
        this.shift = Long.SIZE - bits;
    }

    /** The text that these bytes are in UTF-8; where they are no UTF-8, as {@link String} reads them. */
    public String text(byte[] bytes, int offset, int size) {
        if (size > longest) {
            return new String(bytes, offset, size, StandardCharsets.UTF_8);
        }
        int place = place(bytes, offset, size);
        Text there = places[place];
        if (there != null && Arrays.equals(there.utf8, 0, there.utf8.length, bytes, offset, offset + size)) {
            return there.text;
        }
        Text text = new Text(Arrays.copyOfRange(bytes, offset, offset + size));
        places[place] = text;
        return text.text;
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
        return (int) ((hash * MIX) >>> shift);
    }
}
