package org.forgedtoken.detector.reading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Base64url as lax decoders read it, saying whether a strict one (RFC 7515, section 2) would: the same bytes in another
 * spelling are the same token, but not the text that was signed.
 */
final class Base64Url {
    private static final byte[] VALUES = new byte[128];
    /** Of the alphabet of base64url alone; negative for every other byte. */
    private static final byte[] URL_VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < alphabet.length(); i++) {
            VALUES[alphabet.charAt(i)] = (byte) i;
        }
        Arrays.fill(URL_VALUES, (byte) -1);
        System.arraycopy(VALUES, 0, URL_VALUES, 0, VALUES.length);
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
        byte[] bytes = text.subSequence(from, to).toString().getBytes(StandardCharsets.ISO_8859_1);
        return decode(bytes, 0, bytes.length);
    }

    /** The same of a text in bytes. */
    static @Nullable Decoded decode(byte[] text, int from, int to) {
        Decoded strict = decodeStrictly(text, from, to);
        return strict != null ? strict : decodeLaxly(text, from, to);
    }

    /** Four characters at once. */
    private static @Nullable Decoded decodeStrictly(byte[] text, int from, int to) {
        int length = to - from;
        byte[] bytes = new byte[length * 3 / 4];
        int written = 0;
        int at = from;
        for (; at <= to - 4; at += 4) {
            int bits = URL_VALUES[text[at] & 0xff] << 18
                    | URL_VALUES[text[at + 1] & 0xff] << 12
                    | URL_VALUES[text[at + 2] & 0xff] << 6
                    | URL_VALUES[text[at + 3] & 0xff];
            if (bits < 0) {
                return null;
            }
            bytes[written] = (byte) (bits >> 16);
            bytes[written + 1] = (byte) (bits >> 8);
            bytes[written + 2] = (byte) bits;
            written += 3;
        }
        if (at == to) {
            return new Decoded(bytes, true);
        }
        return to - at == 1 ? null : decodeEnd(text, at, to, bytes, written);
    }

    /** Two or three characters, whose last bits have to be 0. */
    private static @Nullable Decoded decodeEnd(byte[] text, int at, int to, byte[] bytes, int written) {
        int bits = URL_VALUES[text[at] & 0xff] << 18 | URL_VALUES[text[at + 1] & 0xff] << 12;
        if (to - at == 3) {
            bits |= URL_VALUES[text[at + 2] & 0xff] << 6;
            bytes[written + 1] = (byte) (bits >> 8);
        }
        bytes[written] = (byte) (bits >> 16);
        int unused = to - at == 3 ? 0xff : 0xffff;
        return bits < 0 || (bits & unused) != 0 ? null : new Decoded(bytes, true);
    }

    private static @Nullable Decoded decodeLaxly(byte[] text, int from, int to) {
        int end = to;
        while (end > from && text[end - 1] == '=') {
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
            byte c = text[i];
            int value = c < 0 ? -1 : VALUES[c];
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
