package org.forgedtoken.detector.reading.jwt;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text that is no text: invalid UTF-8 and lone surrogates. */
public final class Unicode {
    private Unicode() {}

    /** Whether the bytes are UTF-8. */
    public static boolean isUtf8(byte[] bytes) {
        int seen = 0;
        for (byte b : bytes) {
            seen |= b;
        }
        if (seen >= 0) {
            return true;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /**
     * The same bytes with U+FFFD for what is no UTF-8. Gateways copy a stranger's header bytes into their log unchecked;
     * one such byte must not make the access unreadable.
     */
    public static byte[] mend(byte[] bytes) {
        return isUtf8(bytes) ? bytes : new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    }

    /** The same text with U+FFFD for lone surrogates, which have no UTF-8. */
    public static String mend(String text) {
        int lone = loneSurrogate(text);
        if (lone < 0) {
            return text;
        }
        StringBuilder mended = new StringBuilder(text);
        while (lone >= 0) {
            mended.setCharAt(lone, '\uFFFD');
            lone = loneSurrogate(mended);
        }
        return mended.toString();
    }

    /** Where the first lone surrogate is, or -1. */
    static int loneSurrogate(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
