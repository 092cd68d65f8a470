package org.forgedtoken.detector.reading.jwt;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A compact JWS (RFC 7515, section 7.1) taken apart. The spelling of its base64 alone is read laxly: that changes
 * nothing of what the token says, and the signature check hears of it.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and not changed
public record CompactJws(JwtHeader header, byte[] payload, String digest, SignedText signed) {
    /**
     * Takes a token apart.
     *
     * @throws Unreadable where it is no compact JWS
     */
    public static CompactJws of(String token) {
        return of(token, bytes(token), null);
    }

    /**
     * The same.
     *
     * @param text its {@link #bytes}
     * @param known its header, where that was read before
     */
    public static CompactJws of(String token, byte[] text, @Nullable JwtHeader known) {
        if (token.startsWith("{")) {
            throw new Unreadable("a JSON serialisation");
        }
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first < 0 || second < 0) {
            throw new Unreadable("less than three parts");
        }
        if (token.indexOf('.', second + 1) >= 0) {
            throw new Unreadable("more than three parts");
        }
        Base64Url.Decoded payload = part(text, first + 1, second);
        Base64Url.Decoded signature = part(text, second + 1, text.length);
        JwtHeader header = known != null ? known : JwtHeader.of(part(text, 0, first));
        boolean strict = header.isStrict() && payload.isStrict() && signature.isStrict();
        SignedText signed =
                new SignedText(header.algorithm(), header.keyIdAsWritten(), token, second, signature.bytes(), strict);
        return new CompactJws(header, payload.bytes(), TokenDigest.ofContent(header.bytes(), payload.bytes()), signed);
    }

    /** A token in one byte a character, where what is no base64 anyway may be any other such character. */
    public static byte[] bytes(String token) {
        byte[] bytes = token.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length == token.length()) {
            return bytes;
        }
        // a character beyond the first plane is two in the text, and has become one byte
        byte[] each = new byte[token.length()];
        for (int i = 0; i < each.length; i++) {
            each[i] = token.charAt(i) < 0x80 ? (byte) token.charAt(i) : (byte) '?';
        }
        return each;
    }

    private static Base64Url.Decoded part(byte[] token, int from, int to) {
        Base64Url.Decoded decoded = Base64Url.decode(token, from, to);
        if (decoded == null) {
            throw new Unreadable("a part that is no base64url");
        }
        return decoded;
    }

    @Override
    public String toString() {
        return "token";
    }
}
