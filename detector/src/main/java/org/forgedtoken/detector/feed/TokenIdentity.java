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
        return switch (kindOf(token.issuer())) {
            case ID -> keyOf(token) != null;
            case DIGEST -> token.digest() != null;
            case TUPLE -> byTuple(token) != null;
        };
    }

    /** The key under which both feeds meet, or null where the claims state no identity of their issuer's kind. */
    public @Nullable TokenKey keyOf(TokenClaims token) {
        TokenKey byId = token.tokenId() == null ? null : TokenKey.ofId(token.issuer(), token.tokenId());
        TokenKey byDigest = token.digest() == null ? null : TokenKey.ofDigest(token.digest());
        return switch (kindOf(token.issuer())) {
            case ID -> byId != null ? byId : byDigest;
            case DIGEST -> byDigest != null ? byDigest : byId;
            case TUPLE -> byTuple(token);
        };
    }

    private static @Nullable TokenKey byTuple(TokenClaims token) {
        return token.account() == null || token.client() == null
                ? null
                : TokenKey.ofTuple(token.issuer(), token.account(), token.client());
    }
}
