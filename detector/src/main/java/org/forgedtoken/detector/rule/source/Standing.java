package org.forgedtoken.detector.rule.source;

import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.jspecify.annotations.Nullable;

/** What a token's verdict says to those who watch sources. */
public enum Standing {
    /** The issuer vouches for it. */
    ISSUED,
    /** Proof: never issued, or altered. */
    FORGED,
    /** Not in the ledger, but the ledger is not known to be complete. */
    UNKNOWN,
    /** The issuance feed does not carry its issuer: nothing can ever be said of it. */
    UNCOVERED;

    /**
     * The standing under a verdict.
     *
     * @param reason of {@link Verdict#UNDETERMINED}; null otherwise
     */
    public static Standing of(Verdict verdict, @Nullable Undetermined reason) {
        return switch (verdict) {
            case ISSUED -> ISSUED;
            case NEVER_ISSUED, ALTERED -> FORGED;
            case UNDETERMINED -> reason == Undetermined.ISSUER ? UNCOVERED : UNKNOWN;
        };
    }
}
