package org.forgedtoken.detector.reading.jwt;

import java.nio.charset.StandardCharsets;

/**
 * Whether a text means to be a JWT, however broken it is. A gateway may be laxer than the strict reader; what means to be
 * a JWT and cannot be read must be named unreadable, and never pass for an opaque token of which nobody expects claims.
 */
final class JwtShape {
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
        if (isHeader(header)) {
            return true;
        }
        if (!opensObject(header)) {
            return false;
        }
        int second = token.indexOf('.', dot + 1);
        return contains(header, "\\u") || (second >= 0 && opensObject(loosely(token, dot + 1, second)));
    }

    /**
     * A JWE (RFC 7516, section 7.1): five parts, and a header that names how the content is encrypted; with claims behind it,
     * which a gateway that looks at three parts alone would believe, it is none.
     */
    static boolean isEncrypted(String token) {
        int dot = token.indexOf('.');
        return token.chars().filter(c -> c == '.').count() == 4
                && contains(loosely(token, 0, dot), "\"enc\"")
                && !opensObject(loosely(token, dot + 1, token.indexOf('.', dot + 1)));
    }

    /** Whether a first part that decodes to this makes a token a JWT, whatever follows; lax readers pass over comments. */
    static boolean isHeader(byte[] decoded) {
        return (startsObject(decoded) && contains(decoded, "alg")) || contains(decoded, "\"alg\"");
    }

    /** What the laxest of decoders makes of it: foreign characters dropped, a broken end cut. */
    static byte[] loosely(String text, int from, int to) {
        Base64Url.Decoded whole = Base64Url.decode(text, from, to);
        if (whole != null) {
            return whole.bytes();
        }
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

    /** Whether it begins with a brace and then a quote or the other brace: random bytes hardly ever do. */
    static boolean opensObject(byte[] bytes) {
        int brace = nextThatCounts(bytes, 0);
        if (brace == bytes.length || bytes[brace] != '{') {
            return false;
        }
        int next = nextThatCounts(bytes, brace + 1);
        return next < bytes.length && (bytes[next] == '"' || bytes[next] == '}');
    }

    private static boolean startsObject(byte[] bytes) {
        int brace = nextThatCounts(bytes, 0);
        return brace < bytes.length && bytes[brace] == '{';
    }

    /** Passes over blanks, controls, and a byte-order mark, whose bytes are negative. */
    private static int nextThatCounts(byte[] bytes, int from) {
        int i = from;
        while (i < bytes.length && bytes[i] <= ' ') {
            i++;
        }
        return i;
    }

    static boolean contains(byte[] bytes, String sought) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(sought);
    }
}
