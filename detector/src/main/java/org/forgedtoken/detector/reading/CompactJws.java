package org.forgedtoken.detector.reading;

/**
 * A compact JWS (RFC 7515, section 7.1) taken apart. The spelling of its base64 alone is read laxly: that changes
 * nothing of what the token says, and the signature check hears of it.
 */
final class CompactJws {
    private final JwtHeader header;
    private final byte[] payload;
    private final String digest;
    private final SignedText signed;

    private CompactJws(JwtHeader header, byte[] payload, String digest, SignedText signed) {
        this.header = header;
        this.payload = payload;
        this.digest = digest;
        this.signed = signed;
    }

    /**
     * Takes a token apart.
     *
     * @throws Unreadable where it is no compact JWS
     */
    static CompactJws of(String token) {
        if (token.startsWith("{")) {
            throw new Unreadable("a JSON serialisation");
        }
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first < 0 || second < 0) {
            throw new Unreadable("less than three parts");
        }
        if (token.indexOf('.', second + 1) >= 0) {
            throw new Unreadable("more than three parts: encrypted, or no JWT");
        }
        Base64Url.Decoded header = part(token, 0, first);
        Base64Url.Decoded payload = part(token, first + 1, second);
        Base64Url.Decoded signature = part(token, second + 1, token.length());
        JwtHeader named = new JwtHeader();
        StrictJson.read(header.bytes(), named);
        named.settle();
        boolean strict = header.isStrict() && payload.isStrict() && signature.isStrict();
        SignedText signed = new SignedText(
                named.algorithm(), named.keyIdAsWritten(), token.substring(0, second), signature.bytes(), strict);
        return new CompactJws(named, payload.bytes(), TokenDigest.ofContent(header.bytes(), payload.bytes()), signed);
    }

    private static Base64Url.Decoded part(String token, int from, int to) {
        Base64Url.Decoded decoded = Base64Url.decode(token, from, to);
        if (decoded == null) {
            throw new Unreadable("a part that is no base64url");
        }
        return decoded;
    }

    JwtHeader header() {
        return header;
    }

    byte[] payload() {
        return payload;
    }

    String digest() {
        return digest;
    }

    SignedText signed() {
        return signed;
    }

    @Override
    public String toString() {
        return "token";
    }
}
