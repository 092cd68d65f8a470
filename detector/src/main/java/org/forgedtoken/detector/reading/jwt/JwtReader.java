package org.forgedtoken.detector.reading.jwt;

import org.forgedtoken.detector.feed.RawToken;
import org.forgedtoken.detector.feed.RecentTexts;
import org.jspecify.annotations.Nullable;

/** Reads a raw token: what means to be a JWT strictly, anything else as opaque. */
public final class JwtReader {
    /** What a gateway may be expected to take; characters of a compact JWT are bytes. */
    public static final int MAX_LENGTH = 16 * 1024;

    private final NumericClaims numericClaims;
    private final RecentTexts recent = new RecentTexts(8);
    private final KnownHeaders headers = new KnownHeaders();

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
        JwtHeader header = headers.of(text, dot);
        if (header == null && (!JwtShape.isJwt(token) || JwtShape.isEncrypted(token))) {
            return new TokenReading.Opaque(TokenDigest.ofText(token));
        }
        try {
            CompactJws jws = CompactJws.of(token, text, header);
            if (header == null) {
                headers.remember(text, dot, jws.header());
            }
            return readJwt(jws);
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
        return new TokenReading.Jwt(
                jws.digest(),
                stated.issuer(),
                stated.tokenId(),
                stated.subject(),
                stated.client(),
                jws.header().keyId(),
                stated.issuedAt(),
                stated.expiresAt(),
                stated.kind(jws.header().type()),
                jws.signed());
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

    /**
     * The headers of JWTs, of which an issuer has few, so that each is read once. A header has one place, which the latest of
     * those that would have it takes. Safe for use by several threads: a place holds something that never changes, or nothing.
     */
    private static final class KnownHeaders {
        /** Longer ones are read each time. */
        private static final int LONGEST = 512;

        private static final int PLACES = 64;

        private final @Nullable JwtHeader[] places = new JwtHeader[PLACES];

        /** The header up to the dot, which makes the token a JWT by its shape; null where no such token was read lately. */
        @Nullable
        JwtHeader of(byte[] token, int dot) {
            if (dot <= 0 || dot > LONGEST) {
                return null;
            }
            JwtHeader known = places[place(token, dot)];
            return known != null && known.begins(token, dot) ? known : null;
        }

        /** Remembers the header of a token that was read as a JWT. */
        void remember(byte[] token, int dot, JwtHeader header) {
            if (dot <= LONGEST && JwtShape.isHeader(header.bytes())) {
                places[place(token, dot)] = header;
            }
        }

        private static int place(byte[] token, int dot) {
            return RecentTexts.place(token, 0, dot, PLACES);
        }
    }
}
