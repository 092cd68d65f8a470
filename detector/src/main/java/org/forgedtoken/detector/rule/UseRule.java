package org.forgedtoken.detector.rule;

import java.util.EnumSet;
import java.util.Set;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Times;

/** When a token may be used: not before its issue, nor (accepted) after its expiry or revocation. All in ms. */
public record UseRule(long skew, long revocationGrace) {

    /**
     * The rules that this use breaks.
     *
     * @param issuedAt the ledger's, else the token's own, or {@link Times#UNKNOWN}; likewise {@code expiresAt}
     * @param revokedAt or {@link Times#UNKNOWN}
     */
    public Set<Rule> broken(AccessRecord use, long issuedAt, long expiresAt, long revokedAt) {
        boolean early = isBeforeIssue(use, issuedAt);
        boolean late = use.accepted() && isAfterExpiry(use.time(), expiresAt);
        boolean revoked = isAfterRevocation(use, revokedAt);
        Set<Rule> broken = EnumSet.noneOf(Rule.class);
        if (early) {
            broken.add(Rule.TOKEN_USED_BEFORE_ISSUE);
        }
        if (late) {
            broken.add(Rule.TOKEN_USED_AFTER_EXPIRY);
        }
        if (revoked) {
            broken.add(Rule.TOKEN_USED_AFTER_REVOCATION);
        }
        return broken;
    }

    /** Whether the token was used earlier than it was issued. */
    public boolean isBeforeIssue(AccessRecord use, long issuedAt) {
        return isBeforeIssue(use.time(), issuedAt);
    }

    private boolean isBeforeIssue(long time, long issuedAt) {
        return Times.known(issuedAt) && time < issuedAt - skew;
    }

    private boolean isAfterExpiry(long time, long expiresAt) {
        return Times.known(expiresAt) && time > expiresAt + skew;
    }

    /** Whether a token that was never revoked may be used at this time. */
    public boolean allows(long time, long issuedAt, long expiresAt) {
        return !isBeforeIssue(time, issuedAt) && !isAfterExpiry(time, expiresAt);
    }

    /** Whether the token was accepted although it had been revoked long enough before. */
    public boolean isAfterRevocation(AccessRecord use, long revokedAt) {
        return use.accepted() && Times.known(revokedAt) && use.time() > revokedAt + skew + revocationGrace;
    }
}
