package org.forgedtoken.detector.feed;

import org.jspecify.annotations.Nullable;

/**
 * What is out of the ordinary about how a token was presented.
 *
 * @param further whether the request carried another token before it: the access was counted with that one
 * @param keyMismatch whether our check by the key that it names and the gateway's or another key's differ, the token
 *     counting as verified ({@code kid-mismatch})
 * @param verifiedFor the issuer whose published key verifies it though it names another one, {@code *} where that is the
 *     set of all issuers without one of their own; null where there is none, or its key set is shared
 *     ({@code jwks.shared})
 * @param statedIssuer the issuer as the token spells it, where it is judged as one that is spelt otherwise, or null
 * @param claimedKind the kind that it claims for itself, in lower case ({@code id}); null where it claims none but access
 */
public record Presentation(
        boolean further,
        boolean keyMismatch,
        @Nullable String verifiedFor,
        @Nullable String statedIssuer,
        @Nullable String claimedKind) {
    /** Nothing out of the ordinary. */
    public static final Presentation PLAIN = new Presentation(false, false, null, null, null);

    /** The same, behind another token of its request. */
    public Presentation behindAnother() {
        return new Presentation(true, keyMismatch, verifiedFor, statedIssuer, claimedKind);
    }

    /** The same, of a token that is judged as one of {@code issuer}, though it states another. */
    Presentation insteadOf(String stated, String issuer) {
        String other = issuer.equals(verifiedFor) ? null : verifiedFor;
        return new Presentation(further, keyMismatch, other, stated, claimedKind);
    }
}
