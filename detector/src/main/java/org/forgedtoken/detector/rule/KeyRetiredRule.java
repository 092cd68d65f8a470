package org.forgedtoken.detector.rule;

import java.util.Locale;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ledger.KeyStanding;
import org.jspecify.annotations.Nullable;

/**
 * {@code key-retired}: a token was issued by a key that had ended, or by a compromised one and is not in the ledger.
 * Event times, epoch ms.
 */
public final class KeyRetiredRule {
    private final long skew;

    /** @param skew ms */
    public KeyRetiredRule(long skew) {
        this.skew = skew;
    }

    /** Why the key should not have signed. */
    public enum Reason {
        RETIRED,
        EXPIRED,
        COMPROMISED;

        /** As written in evidence. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Why the key should not have signed, or null.
     *
     * @param key at the time of the use
     * @param issuedAt the ledger's, else the token's own, or {@link Times#UNKNOWN}
     * @param issued whether the ledger has the token
     */
    public @Nullable Reason broken(KeyStanding key, long issuedAt, boolean issued) {
        if (!Times.known(issuedAt)) {
            return null;
        }
        if (Times.known(key.retiredSince()) && issuedAt > key.retiredSince() + skew) {
            return Reason.RETIRED;
        }
        if (Times.known(key.notAfter()) && issuedAt > key.notAfter() + skew) {
            return Reason.EXPIRED;
        }
        return !issued && Times.known(key.suspectSince()) && issuedAt > key.suspectSince() ? Reason.COMPROMISED : null;
    }
}
