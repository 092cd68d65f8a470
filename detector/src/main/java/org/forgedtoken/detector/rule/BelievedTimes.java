package org.forgedtoken.detector.rule;

import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;

/**
 * What counts for the verdict of the times that a token states of itself: whoever signs it may write any. Epoch ms, {@link
 * Times#UNKNOWN} where the token states none that counts.
 */
record BelievedTimes(long issuedAt, long expiresAt) {
    /** The first moment of the year 2000, and of 2100. */
    static final long EARLIEST = 946_684_800_000L;

    private static final long END = 4_102_444_800_000L;

    /**
     * The times of a token. An expiry that is not after its issue, or further behind it than a token lives, is none.
     *
     * @param maxLife ms
     */
    static BelievedTimes of(TokenClaims token, long maxLife) {
        long issuedAt = inRange(token.issuedAt());
        long expiresAt = inRange(token.expiresAt());
        boolean isImpossible = Times.known(issuedAt)
                && Times.known(expiresAt)
                && (expiresAt <= issuedAt || expiresAt - issuedAt > maxLife);
        return new BelievedTimes(issuedAt, isImpossible ? Times.UNKNOWN : expiresAt);
    }

    private static long inRange(long time) {
        return time >= EARLIEST && time < END ? time : Times.UNKNOWN;
    }
}
