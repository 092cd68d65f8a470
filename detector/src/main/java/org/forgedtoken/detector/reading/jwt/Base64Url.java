package org.forgedtoken.detector.reading.jwt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Base64url as lax decoders read it, saying whether a strict one (RFC 7515, section 2) would: the same bytes in another
 * spelling are the same token, but not the text that was signed.
 */
public final class Base64Url {
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

    /**
     * What a text decodes to.
     *
     * @param isStrict false where it has padding, the other alphabet, or bits set that decode to nothing
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and not changed
    public record Decoded(byte[] bytes, boolean isStrict) {}

    private Base64Url() {}

    /** The bytes of a stretch of text, or null where it is no base64 of either alphabet. */
    public static @Nullable Decoded decode(CharSequence text, int from, int to) {
        byte[] bytes = text.subSequence(from, to).toString().getBytes(StandardCharsets.ISO_8859_1);
        return decode(bytes, 0, bytes.length);
    }

    /** The same of a text in bytes. */
    public static @Nullable Decoded decode(byte[] text, int from, int to) {
        Decoded strict = decodeStrictly(text, from, to);
        return strict != null ? strict : decodeLaxly(text, from, to);
    }

    private static @Nullable Decoded decodeStrictly(byte[] text, int from, int to) {
        if (!endsStrictly(text, from, to)) {
            return null;
        }
        try {
            return new Decoded(Base64.getUrlDecoder().decode(Arrays.copyOfRange(text, from, to)), true);
        } catch (IllegalArgumentException notOfTheAlphabet) {
            return null;
        }
    }

    /** What the JDK's decoder takes as well: padding, and bits set that decode to nothing. */
    private static boolean endsStrictly(byte[] text, int from, int to) {
        int beyond = (to - from) % 4;
        if (to == from) {
            return true;
        }
        byte last = text[to - 1];
        int value = last < 0 ? -1 : VALUES[last];
        return value >= 0 && beyond != 1 && (value & (beyond == 2 ? 0xf : beyond == 3 ? 0x3 : 0)) == 0;
    }

    private static @Nullable Decoded decodeLaxly(byte[] text, int from, int to) {
        int end = to;
        while (end > from && text[end - 1] == '=') {
            end--;
        }
        if ((end - from) % 4 == 1) {
            return null;
        }
        byte[] bare = Arrays.copyOfRange(text, from, end);
        for (int i = 0; i < bare.length; i++) {
            byte c = bare[i];
            if (c < 0 || VALUES[c] < 0) {
                return null; // rather than by an exception: an attacker's text may be nothing but such
            }
            bare[i] = c == '+' ? (byte) '-' : c == '/' ? (byte) '_' : c;
        }
        return new Decoded(Base64.getUrlDecoder().decode(bare), false);
    }

    /** Whether the character belongs to base64url. */
    static boolean isAlphabet(char c) {
        return c < 128 && VALUES[c] >= 0 && c != '+' && c != '/';
    }
}
