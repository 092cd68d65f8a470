package org.forgedtoken.detector.reading;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding, read laxly: what is no code stays as it is. */
public final class PercentCode {
    private PercentCode() {}

    /** @param plusIsBlank as in a query */
    public static String decode(String text, boolean plusIsBlank) {
        if (text.indexOf('%') < 0 && !(plusIsBlank && text.indexOf('+') >= 0)) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int code = bytes[i] == '%' ? hexPair(bytes, i + 1) : -1;
            if (code >= 0) {
                decoded.write(code);
                i += 2;
            } else {
                decoded.write(plusIsBlank && bytes[i] == '+' ? ' ' : bytes[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    /** The byte that two hexadecimal digits are, from 0 to 255, or -1 where no two digits stand there. */
    public static int hexPair(byte[] text, int at) {
        if (at + 1 >= text.length) {
            return -1;
        }
        int high = Character.digit(text[at], 16);
        int low = Character.digit(text[at + 1], 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
