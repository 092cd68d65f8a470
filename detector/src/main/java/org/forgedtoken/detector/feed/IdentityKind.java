package org.forgedtoken.detector.feed;

import java.util.Locale;

/** By what an issuer's tokens are told apart (reference/identity.md). */
public enum IdentityKind {
    /** Issuer and {@code jti}. */
    ID,
    /** The digest of the token's content. */
    DIGEST,
    /** Issuer, account and client, matched on issued-at. */
    TUPLE;

    /** As written in settings and evidence. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
