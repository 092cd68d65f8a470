package org.forgedtoken.detector.rule;

import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ledger.KeyStanding;

/**
 * {@code key-rotation-overdue}: a key signs on although it should have been replaced. Event times, epoch ms.
 *
 * <p>See the settings of the same names, in ms.
 */
public record KeyRotationRule(long maxAge, long atRiskMaxAge) {

    /** When the key had to be replaced, or {@link Times#UNKNOWN} where nothing tells. */
    public long due(KeyStanding key) {
        long byAge = Times.known(key.start()) ? key.start() + maxAge : Times.UNKNOWN;
        long byRisk = Times.known(key.atRiskSince()) ? key.atRiskSince() + atRiskMaxAge : Times.UNKNOWN;
        return Times.known(byAge) && Times.known(byRisk) ? Math.min(byAge, byRisk) : Times.either(byAge, byRisk);
    }

    /**
     * Whether a token was issued too late.
     *
     * @param key at the time of the use
     * @param issuedAt the ledger's, else the token's own, or {@link Times#UNKNOWN}
     */
    public boolean isOverdue(KeyStanding key, long issuedAt) {
        long due = due(key);
        return Times.known(due) && Times.known(issuedAt) && issuedAt > due;
    }
}
