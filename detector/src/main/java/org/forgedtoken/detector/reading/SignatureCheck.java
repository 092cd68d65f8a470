package org.forgedtoken.detector.reading;

import org.forgedtoken.detector.feed.Signature;

/** Says what is known of a presented token's signature. */
public interface SignatureCheck {
    /** No keys are configured: only an unsigned token is known to be bad. */
    SignatureCheck NONE = (issuer, digest, signed) -> Signature.UNKNOWN;

    /**
     * Checks one token.
     *
     * @param digest the token's, by which repeated checks are spared
     */
    Signature check(String issuer, String digest, SignedText signed);
}
