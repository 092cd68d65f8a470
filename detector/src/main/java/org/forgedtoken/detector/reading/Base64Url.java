package org.forgedtoken.detector.reading;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Base64url as lax decoders read it, saying whether a strict one (RFC 7515, section 2) would: the same bytes in another
 * spelling are the same token, but not the text that was signed.
 */
final class Base64Url {
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < alphabet.length(); i++) {
            VALUES[alphabet.charAt(i)] = (byte) i;
        }
        VALUES['+'] = 62;
        VALUES['/'] = 63;
    }

    /** What a text decodes to. */
    static final class Decoded {
        private final byte[] bytes;
        private final boolean strict;

        private Decoded(byte[] bytes, boolean strict) {
            this.bytes = bytes;
            this.strict = strict;
        }

        byte[] bytes() {
            return bytes;
        }

        /** False where it has padding, the other alphabet, or bits set that decode to nothing. */
        boolean isStrict() {
            return strict;
        }
    }

    private Base64Url() {}

    /** The bytes of a stretch of text, or null where it is no base64 of either alphabet. */
    static @Nullable Decoded decode(CharSequence text, int from, int to) {
        int end = to;
        while (end > from && text.charAt(end - 1) == '=') {
            end--;
        }
        int length = end - from;
        if (length % 4 == 1) {
            return null;
        }
        boolean strict = end == to;
        byte[] bytes = new byte[length * 3 / 4];
        int bits = 0;
        int held = 0;
        int written = 0;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            int value = c < 128 ? VALUES[c] : -1;
            if (value < 0) {
                return null;
            }
            strict &= c != '+' && c != '/';
            bits = bits << 6 | value;
            held += 6;
            if (held >= 8) {
                held -= 8;
                bytes[written++] = (byte) (bits >> held);
                bits &= (1 << held) - 1;
            }
        }
        return new Decoded(bytes, strict && bits == 0);
    }

    /** Whether the character belongs to base64url. */
    static boolean isAlphabet(char c) {
        return c < 128 && VALUES[c] >= 0 && c != '+' && c != '/';
    }
}
