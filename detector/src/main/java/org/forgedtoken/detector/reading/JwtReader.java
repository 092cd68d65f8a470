package org.forgedtoken.detector.reading;

import org.forgedtoken.detector.feed.RawToken;

/** Reads a raw token: what means to be a JWT strictly, anything else as opaque. */
final class JwtReader {
    /** What a gateway may be expected to take; characters of a compact JWT are bytes. */
    static final int MAX_LENGTH = 16 * 1024;

    private final ReadingPolicy policy;

    JwtReader(ReadingPolicy policy) {
        this.policy = policy;
    }

    TokenReading read(RawToken raw) {
        String token = raw.reveal();
        if (token.length() > MAX_LENGTH) {
            return new TokenReading.Unreadable(TokenDigest.ofText(token), "longer than 16 KiB");
        }
        if (!JwtShape.isJwt(token)) {
            return new TokenReading.Opaque(TokenDigest.ofText(token));
        }
        try {
            return readJwt(CompactJws.of(token));
        } catch (Unreadable e) {
            return new TokenReading.Unreadable(TokenDigest.of(token), e.why());
        }
    }

    private TokenReading readJwt(CompactJws jws) {
        if (jws.payload().length == 0) {
            throw new Unreadable("a detached payload");
        }
        JwtPayload stated = new JwtPayload();
        StrictJson.read(jws.payload(), stated);
        stated.settle(policy, jws.header().isWrongType());
        return new TokenReading.Jwt(
                jws.digest(),
                stated.issuer(),
                stated.tokenId(),
                stated.subject(),
                stated.client(),
                jws.header().keyId(),
                stated.issuedAt(),
                stated.expiresAt(),
                jws.signed());
    }
}
