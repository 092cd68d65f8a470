package org.forgedtoken.detector.rule.source;

import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.jspecify.annotations.Nullable;

/** What a token's verdict says to those who watch sources, and its newest tokens of an account; the worst last. */
public enum TrustClass {
    /** The issuer vouches for it. */
    ISSUED,
    /** Not in the ledger, of which coverage does not say that it would be: honest users have such tokens in any outage. */
    NO_COVERAGE,
    /** Not in the ledger, which cannot know it: its kind, its identity, or that it expired long ago. */
    UNKNOWN,
    /** The issuance feed does not carry its issuer: nothing can ever be said of it. Of an account the same as unknown. */
    UNCOVERED,
    /** Proof: never issued, or altered. */
    FORGED;

    /**
     * The class under a verdict.
     *
     * @param reason of {@link Verdict#UNDETERMINED}; null otherwise
     */
    public static TrustClass of(Verdict verdict, @Nullable Undetermined reason) {
        return switch (verdict) {
            case ISSUED -> ISSUED;
            case NEVER_ISSUED, ALTERED -> FORGED;
            case UNDETERMINED -> reason == null ? UNKNOWN : of(reason);
        };
    }

    private static TrustClass of(Undetermined reason) {
        return switch (reason) {
            case ISSUER -> UNCOVERED;
            case WAITING, HOLE, BEFORE_LEDGER -> NO_COVERAGE;
            default -> UNKNOWN;
        };
    }
}
