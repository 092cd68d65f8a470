package org.forgedtoken.detector.reading;

import java.nio.charset.StandardCharsets;

/**
 * Whether a text means to be a JWT, however broken it is. A gateway may be laxer than the strict reader; what means to be
 * a JWT and cannot be read must be named unreadable, and never pass for an opaque token of which nobody expects claims.
 */
final class JwtShape {
    private static final byte[] ALG = "alg".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ESCAPE = "\\u".getBytes(StandardCharsets.US_ASCII);

    private JwtShape() {}

    /** A JWS or JWE in JSON, or dotted parts of which the first is a header; Flask's dotted cookies are neither. */
    static boolean isJwt(String token) {
        if (token.startsWith("{")) {
            return true;
        }
        int dot = token.indexOf('.');
        if (dot < 0) {
            return false;
        }
        byte[] header = loosely(token, 0, dot);
        if (!startsObject(header)) {
            return false;
        }
        if (contains(header, ALG) || contains(header, ESCAPE)) {
            return true;
        }
        int second = token.indexOf('.', dot + 1);
        return second >= 0 && startsObject(loosely(token, dot + 1, second));
    }

    /** What the laxest of decoders makes of it: foreign characters dropped, a broken end cut. */
    static byte[] loosely(String text, int from, int to) {
        StringBuilder kept = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (Base64Url.isAlphabet(c) || c == '+' || c == '/') {
                kept.append(c);
            }
        }
        int usable = kept.length() % 4 == 1 ? kept.length() - 1 : kept.length();
        Base64Url.Decoded decoded = Base64Url.decode(kept, 0, usable);
        return decoded == null ? new byte[0] : decoded.bytes();
    }

    /** Whether the first byte that counts is a brace. */
    static boolean startsObject(byte[] bytes) {
        for (byte b : bytes) {
            boolean ignorable = b <= ' '; // blanks, controls, and a byte-order mark, whose bytes are negative
            if (!ignorable) {
                return b == '{';
            }
        }
        return false;
    }

    static boolean contains(byte[] bytes, byte[] sought) {
        for (int i = 0; i + sought.length <= bytes.length; i++) {
            int j = 0;
            while (j < sought.length && bytes[i + j] == sought[j]) {
                j++;
            }
            if (j == sought.length) {
                return true;
            }
        }
        return false;
    }
}
