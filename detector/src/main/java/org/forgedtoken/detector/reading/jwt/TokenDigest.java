package org.forgedtoken.detector.reading.jwt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.forgedtoken.detector.feed.Sha256;

/** The digest by which a token is known outside this package (reference/identity.md). */
public final class TokenDigest {
    private static final MessageDigest FRESH = Sha256.digest();
    /** Each thread's own, which is fresh again after each use. */
    private static final ThreadLocal<MessageDigest> OWN = ThreadLocal.withInitial(Sha256::digest);

    private TokenDigest() {}

    /** Of a JWT: the decoded header, a dot, the decoded payload; never the spelling, never the signature. */
    public static String ofContent(byte[] header, byte[] payload) {
        MessageDigest sha = OWN.get();
        sha.update(header);
        sha.update((byte) '.');
        sha.update(payload);
        return HexFormat.of().formatHex(sha.digest());
    }

    /** Of an opaque token, or of what cannot be read. */
    public static String ofText(String text) {
        return HexFormat.of().formatHex(OWN.get().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Of a token of either sort, as far as it can be decoded. */
    public static String of(String token) {
        int first = token.indexOf('.');
        int second = first < 0 ? -1 : token.indexOf('.', first + 1);
        if (second < 0 || token.indexOf('.', second + 1) >= 0) {
            return ofText(token);
        }
        Base64Url.Decoded header = Base64Url.decode(token, 0, first);
        Base64Url.Decoded payload = Base64Url.decode(token, first + 1, second);
        return header != null && payload != null && JwtShape.isJwt(token)
                ? ofContent(header.bytes(), payload.bytes())
                : ofText(token);
    }

    /** Looking the algorithm up costs as much as hashing a token, so a fresh one is copied. */
    public static MessageDigest sha256() {
        try {
            return (MessageDigest) FRESH.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
        }
    }
}
