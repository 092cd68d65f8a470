package org.forgedtoken.detector.reading.signature;

import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.reading.jwt.SignedText;
import org.jspecify.annotations.Nullable;

/** Says what is known of a presented token's signature. */
public interface SignatureCheck {
    /** No keys are configured: only an unsigned token is known to be bad. */
    SignatureCheck NONE = (issuer, source, digest, token) -> token.isUnsigned() ? Result.INVALID : Result.UNKNOWN;

    /**
     * What the published keys say.
     *
     * @param otherKey whether the issuer's keys verify it, but not the one that it names
     * @param verifiedFor another issuer whose keys verify it, who does not share them; null where there is none
     */
    record Result(
            Signature signature, boolean otherKey, @Nullable String verifiedFor) {
        static final Result VALID = new Result(Signature.VALID, false, null);
        static final Result INVALID = new Result(Signature.INVALID, false, null);
        static final Result UNKNOWN = new Result(Signature.UNKNOWN, false, null);
    }

    /**
     * Checks one token.
     *
     * @param source the address that presented it, of which only so many are checked
     * @param digest the token's, by which repeated checks are spared
     */
    Result check(String issuer, @Nullable String source, String digest, SignedText signed);
}
