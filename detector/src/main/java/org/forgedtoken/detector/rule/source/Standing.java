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
    /** Not in the ledger, which cannot know it: its kind, its identity, or that it expired long ago. */
    UNKNOWN,
    /** Not in the ledger, of which coverage does not say that it would be: honest users have such tokens in any outage. */
    NO_COVERAGE,
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
            case UNDETERMINED -> reason == null ? UNKNOWN : of(reason);
        };
    }

    private static Standing of(Undetermined reason) {
        return switch (reason) {
            case ISSUER -> UNCOVERED;
            case WAITING, HOLE, BEFORE_LEDGER -> NO_COVERAGE;
            default -> UNKNOWN;
        };
    }
}
