package org.forgedtoken.detector.rule;

import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.ledger.IssuerFacts;

/**
 * {@code token-lifetime-impossible}: an accepted token that is not in the ledger is older at use than tokens of its
 * issuer live, or claims a longer life than its issuer has ever given. It speaks where a claimed issued-at puts a
 * forged token out of the verdict's reach.
 */
public final class LifetimeRule {
    private final MaxLife maxLife;

    public LifetimeRule(MaxLife maxLife) {
        this.maxLife = maxLife;
    }

    /** Whether it fires, from what the issuer had taught at {@code knownAt}. */
    public boolean fires(AccessRecord use, IssuerFacts facts, long knownAt) {
        TokenClaims token = use.token();
        if (!use.accepted() || !Times.known(token.issuedAt())) {
            return false;
        }
        if (use.time() - token.issuedAt() > maxLife.millis(facts, knownAt)) {
            return true;
        }
        long longest = maxLife.longestClaimable(facts, knownAt);
        return Times.known(longest) && Times.known(token.expiresAt()) && token.expiresAt() - token.issuedAt() > longest;
    }
}
