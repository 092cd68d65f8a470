package org.forgedtoken.detector.feed;

import java.util.Comparator;

/**
 * What the keys feed says of one signing key from {@code time} on: all of it, until a later record of the key says
 * otherwise. Times are epoch ms, or {@link Times#UNKNOWN} where not stated.
 *
 * @param notAfter the key signs nothing later
 * @param atRiskSince somebody who knows the key has left, or may have lost it
 */
public record KeyRecord(
        long time, String issuer, String keyId, State state, long notBefore, long notAfter, long atRiskSince) {

    /** The order in which records of a key apply; of several at one time the worse one is the later. */
    public static final Comparator<KeyRecord> BY_TIME = Comparator.comparingLong(KeyRecord::time)
            .thenComparing(KeyRecord::state)
            .thenComparingLong(KeyRecord::notBefore)
            .thenComparingLong(KeyRecord::notAfter)
            .thenComparingLong(KeyRecord::atRiskSince);

    /** Where a key stands in its life. */
    public enum State {
        ACTIVE,
        RETIRED,
        COMPROMISED
    }

    /** Whether both say the same of the key, whenever they do. */
    public boolean saysTheSameAs(KeyRecord other) {
        return state == other.state
                && notBefore == other.notBefore
                && notAfter == other.notAfter
                && atRiskSince == other.atRiskSince;
    }

    /** The same key, retired at {@code then}. */
    public KeyRecord retiredAt(long then) {
        return new KeyRecord(then, issuer, keyId, State.RETIRED, notBefore, notAfter, atRiskSince);
    }
}
