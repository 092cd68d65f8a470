package org.forgedtoken.detector.reading.jwt;

import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/** What a raw token turned out to be. */
public sealed interface TokenReading {
    /** See reference/identity.md. */
    String digest();

    /**
     * A JWT that every reader reads alike.
     *
     * @param issuedAt epoch ms, or {@link Times#UNKNOWN}
     * @param expiresAt epoch ms, or {@link Times#UNKNOWN}
     * @param kind that it claims for itself, in lower case; null where that is access, or it claims none
     */
    record Jwt(
            String digest,
            @Nullable String issuer,
            @Nullable String tokenId,
            @Nullable String subject,
            @Nullable String client,
            @Nullable String keyId,
            long issuedAt,
            long expiresAt,
            @Nullable String kind,
            SignedText signed)
            implements TokenReading {}

    /** A text that says nothing of itself. */
    record Opaque(String digest) implements TokenReading {}

    /**
     * A JWT, or something that means to be one, on which readers may differ.
     *
     * @param why one plain clause, without anything of the token
     * @param lax what a lax reader may take it for
     */
    record Unreadable(String digest, String why, LaxJwt lax) implements TokenReading {}
}
