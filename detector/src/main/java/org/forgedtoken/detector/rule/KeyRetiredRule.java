package org.forgedtoken.detector.rule;

import java.util.Locale;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ledger.KeyStanding;
import org.jspecify.annotations.Nullable;

/**
 * {@code key-retired}: a token was issued by a key that had ended, or forged with a compromised one, or accepted after its
 * key was revoked. Event times, epoch ms.
 *
 * <p>Its times are in ms.
 */
public record KeyRetiredRule(long skew, long revocationGrace) {

    /** What is wrong with the key. */
    public enum Reason {
        RETIRED,
        EXPIRED,
        REVOKED,
        COMPROMISED;

        /** As written in evidence. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is wrong with the key, or null.
     *
     * @param key at the time of the use
     * @param acceptedAt when it was used; {@link Times#UNKNOWN} where it was refused
     * @param issuedAt the ledger's, else the token's own, or {@link Times#UNKNOWN}
     */
    public @Nullable Reason broken(KeyStanding key, long acceptedAt, long issuedAt, Verdict verdict) {
        if (isAfter(issuedAt, key.retiredSince(), skew)) {
            return Reason.RETIRED;
        }
        if (isAfter(issuedAt, key.notAfter(), skew)) {
            return Reason.EXPIRED;
        }
        if (isAfter(acceptedAt, key.revokedSince(), skew + revocationGrace)) {
            return Reason.REVOKED;
        }
        boolean forged = verdict == Verdict.NEVER_ISSUED || verdict == Verdict.ALTERED;
        return forged && isAfter(issuedAt, key.suspectSince(), 0) ? Reason.COMPROMISED : null;
    }

    private static boolean isAfter(long time, long end, long tolerated) {
        return Times.known(time) && Times.known(end) && time > end + tolerated;
    }
}
