package org.forgedtoken.detector.reading.jwt;

import org.forgedtoken.detector.feed.RawToken;
import org.forgedtoken.detector.feed.Recent;
import org.forgedtoken.detector.reading.jwt.CompactJws.JwtHeader;
import org.forgedtoken.detector.reading.jwt.TokenReading.LaxJwt;
import org.jspecify.annotations.Nullable;

/** Reads a raw token: what means to be a JWT strictly, anything else as opaque. */
public final class JwtReader {
    /** What a gateway may be expected to take; characters of a compact JWT are bytes. */
    public static final int MAX_LENGTH = 16 * 1024;

    private final NumericClaims numericClaims;
    private final Recent<String> recent = Recent.texts(8);
    /** An issuer has few of them: each is read once. */
    private final Recent<JwtHeader> headers = new Recent<>(6, 512, JwtReader::header);

    /** Which issuers may write numbers where texts belong, and texts where numbers do. */
    public interface NumericClaims {
        /** Whether the issuer may; it is what the token names, or null. */
        boolean areAccepted(@Nullable String issuer);
    }

    public JwtReader(NumericClaims numericClaims) {
        this.numericClaims = numericClaims;
    }

    public TokenReading read(RawToken raw) {
        String token = raw.reveal();
        if (token.length() > MAX_LENGTH) {
            return new TokenReading.Unreadable(TokenDigest.ofText(token), "longer than 16 KiB", LaxJwt.of(token));
        }
        byte[] text = CompactJws.bytes(token);
        int dot = token.indexOf('.');
        JwtHeader header = knownHeader(text, dot);
        if (header == null && (!JwtShape.isJwt(token) || JwtShape.isEncrypted(token))) {
            return new TokenReading.Opaque(TokenDigest.ofText(token));
        }
        try {
            return readJwt(CompactJws.of(token, text, header));
        } catch (Unreadable e) {
            return new TokenReading.Unreadable(TokenDigest.of(token), e.why(), LaxJwt.of(token));
        }
    }

    private TokenReading readJwt(CompactJws jws) {
        if (jws.payload().length == 0) {
            throw new Unreadable("a detached payload");
        }
        JwtPayload stated = payload(jws.payload());
        stated.settle(numericClaims, jws.header().isWrongType());
        return stated.reading(jws.digest(), jws.header(), jws.signed());
    }

    private JwtPayload payload(byte[] json) {
        JwtPayload plain = new JwtPayload(recent);
        if (PlainObject.readStrictly(json, plain)) {
            return plain;
        }
        JwtPayload stated = new JwtPayload(recent);
        StrictJson.read(json, stated);
        return stated;
    }

    /** A header which makes the token a JWT by its shape, whatever follows. */
    private static JwtHeader header(byte[] encoded) {
        Base64Url.Decoded decoded = Base64Url.decode(encoded, 0, encoded.length);
        if (decoded == null || !JwtShape.isHeader(decoded.bytes()) || JwtShape.contains(decoded.bytes(), "\"enc\"")) {
            throw new Unreadable("no header");
        }
        return JwtHeader.of(decoded);
    }

    private @Nullable JwtHeader knownHeader(byte[] token, int dot) {
        try {
            return dot > 0 ? headers.of(token, 0, dot) : null;
        } catch (Unreadable e) {
            return null; // it is looked at in full
        }
    }
}
