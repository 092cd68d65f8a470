package org.forgedtoken.detector.feed;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By what each issuer's tokens are told apart: {@code token.identity}, and {@code token.identity.<issuer>} where it
 * differs.
 */
public record TokenIdentity(IdentityKind byDefault, Map<String, IdentityKind> byIssuer) {

    /** Copies the map: a policy never changes. */
    public TokenIdentity {
        byIssuer = Map.copyOf(byIssuer);
    }

    /** The same kind for every issuer. */
    public static TokenIdentity of(IdentityKind kind) {
        return new TokenIdentity(kind, Map.of());
    }

    /** By what this issuer's tokens are told apart. */
    public IdentityKind kindOf(String issuer) {
        return byIssuer.getOrDefault(issuer, byDefault);
    }

    /**
     * Whether the claims state an identity of their issuer's kind: an issuance of which a use of the token finds nothing would
     * have its honest bearer accused. Where tokens are told apart by ids, one without has its digest.
     */
    public boolean isIn(TokenClaims token) {
        return kindOf(token.issuer()) == IdentityKind.DIGEST ? token.digest() != null : isNamed(token);
    }

    /** Whether the claims have a key, without making it. */
    public boolean isNamed(TokenClaims token) {
        return kindOf(token.issuer()) == IdentityKind.TUPLE
                ? token.account() != null && token.client() != null
                : token.tokenId() != null || token.digest() != null;
    }

    /** The key under which both feeds meet, or null where the claims state no identity of their issuer's kind. */
    public @Nullable TokenKey keyOf(TokenClaims token) {
        IdentityKind kind = kindOf(token.issuer());
        if (kind == IdentityKind.TUPLE) {
            return token.account() == null || token.client() == null
                    ? null
                    : TokenKey.ofTuple(token.issuer(), token.account(), token.client());
        }
        if (token.digest() != null && (kind == IdentityKind.DIGEST || token.tokenId() == null)) {
            return TokenKey.ofDigest(token.digest());
        }
        return token.tokenId() == null ? null : TokenKey.ofId(token.issuer(), token.tokenId());
    }
}
