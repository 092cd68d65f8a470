package org.forgedtoken.detector.feed;

import org.jspecify.annotations.Nullable;

/**
 * What one side says of a token; the raw token is gone by the time this exists.
 *
 * @param issuer never null: a token without one belongs to {@code access.issuer}
 * @param tokenId the {@code jti}, where stated
 * @param idAbsent true where the token itself was read and carries no {@code jti} (as opposed to a log that does not
 *     tell)
 * @param digest lower-case hex SHA-256 of the token's content (reference/identity.md), where known
 * @param account the token's {@code sub}, or the record's own account
 * @param issuedAt epoch ms, or {@link Times#UNKNOWN}
 * @param expiresAt epoch ms, or {@link Times#UNKNOWN}
 * @param kind what the record says it is, in lower case: {@code access}, {@code id}
 */
public record TokenClaims(
        String issuer,
        @Nullable String tokenId,
        boolean idAbsent,
        @Nullable String digest,
        @Nullable String account,
        @Nullable String client,
        @Nullable String keyId,
        long issuedAt,
        long expiresAt,
        @Nullable String kind) {

    /** A token of whose kind nothing is said. */
    public TokenClaims(
            String issuer,
            @Nullable String tokenId,
            boolean idAbsent,
            @Nullable String digest,
            @Nullable String account,
            @Nullable String client,
            @Nullable String keyId,
            long issuedAt,
            long expiresAt) {
        this(issuer, tokenId, idAbsent, digest, account, client, keyId, issuedAt, expiresAt, null);
    }

    /** The same, of another issuer. */
    public TokenClaims of(String other) {
        return new TokenClaims(other, tokenId, idAbsent, digest, account, client, keyId, issuedAt, expiresAt, kind);
    }

    /** The same of a token of which only the content is known. */
    public TokenClaims withDigest(String content) {
        return new TokenClaims(issuer, tokenId, false, content, account, client, keyId, issuedAt, expiresAt, kind);
    }

    /** The same, of this kind. */
    public TokenClaims ofKind(@Nullable String other) {
        return new TokenClaims(issuer, tokenId, idAbsent, digest, account, client, keyId, issuedAt, expiresAt, other);
    }

    /** The same, but for the id. */
    public TokenClaims withoutId() {
        return tokenId == null
                ? this
                : new TokenClaims(issuer, null, idAbsent, digest, account, client, keyId, issuedAt, expiresAt, kind);
    }
}
