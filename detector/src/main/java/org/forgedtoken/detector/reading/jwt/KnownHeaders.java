package org.forgedtoken.detector.reading.jwt;

import org.jspecify.annotations.Nullable;

/**
 * The headers of JWTs, of which an issuer has few, so that each is read once. A header has one place, which the latest of
 * those that would have it takes. Safe for use by several threads: a place holds something that never changes, or nothing.
 */
final class KnownHeaders {
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
        return AsciiWords.hash(token, 0, dot) & PLACES - 1;
    }
}
