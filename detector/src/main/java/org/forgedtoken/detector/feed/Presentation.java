package org.forgedtoken.detector.feed;

import org.jspecify.annotations.Nullable;

/**
 * What is out of the ordinary about how a token was presented.
 *
 * @param further whether the request carried another token before it: the access was counted with that one
 * @param keyMismatch whether the gateway verified it though the key that it names does not ({@code kid-mismatch})
 * @param verifiedFor the issuer whose published key verifies it though it names another one, or null
 * @param claimedKind the kind that it claims for itself, in lower case ({@code id}); null where it claims none but access
 */
public record Presentation(
        boolean further,
        boolean keyMismatch,
        @Nullable String verifiedFor,
        @Nullable String claimedKind) {
    /** Nothing out of the ordinary. */
    public static final Presentation PLAIN = new Presentation(false, false, null, null);

    /** The same, behind another token of its request. */
    public Presentation behindAnother() {
        return new Presentation(true, keyMismatch, verifiedFor, claimedKind);
    }
}
