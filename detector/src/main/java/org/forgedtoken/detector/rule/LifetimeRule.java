package org.forgedtoken.detector.rule;

import org.forgedtoken.detector.coverage.IssuerFacts;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.jspecify.annotations.Nullable;

/**
 * {@code token-lifetime-impossible}: a token that is not in the ledger was accepted older than tokens of its issuer live,
 * or claims a longer life than its issuer has ever given. It speaks where a claimed time puts a forged token out of the
 * verdict's reach, and so reads times as they are written.
 */
public record LifetimeRule(MaxLife maxLife) {

    /**
     * Whether it fires, from what the issuer had taught at {@code knownAt}.
     *
     * @param reason for which the token is undetermined; null where it is not
     */
    public boolean fires(AccessRecord use, @Nullable Undetermined reason, IssuerFacts facts, long knownAt) {
        TokenClaims token = use.token();
        if (!Times.known(token.issuedAt())) {
            return false;
        }
        return isTooOld(use, reason, facts, knownAt) || claimsTooMuch(token, facts, knownAt);
    }

    private boolean isTooOld(AccessRecord use, @Nullable Undetermined reason, IssuerFacts facts, long knownAt) {
        return use.accepted()
                && reason != Undetermined.EXPIRED
                && isLonger(
                        use.token().issuedAt(),
                        use.time(),
                        maxLife.millis(facts, use.token().kind(), knownAt));
    }

    private boolean claimsTooMuch(TokenClaims token, IssuerFacts facts, long knownAt) {
        long longest = maxLife.longestGiven(facts, token.kind(), knownAt);
        return Times.known(longest)
                && Times.known(token.expiresAt())
                && isLonger(token.issuedAt(), token.expiresAt(), longest);
    }

    /** Whoever signs a token may write any number on it: no sum here overflows. */
    private static boolean isLonger(long from, long to, long length) {
        return to > from && (to - from < 0 || to - from > length);
    }
}
