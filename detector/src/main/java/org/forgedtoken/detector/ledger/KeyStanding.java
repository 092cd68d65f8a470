package org.forgedtoken.detector.ledger;

import org.forgedtoken.detector.feed.KeyRecord;
import org.forgedtoken.detector.feed.Times;

/**
 * Where a key stands at some time. Event times, epoch ms, each {@link Times#UNKNOWN} where there is none.
 *
 * @param start when it began to sign: {@code not_before}, else the earliest record's time
 * @param notAfter when it ends by itself
 * @param retiredSince retired, gone or revoked, and not active again since
 * @param revokedSince by the issuance feed, and not active again since
 * @param suspectSince compromised, and not active again since: {@code at_risk_since}, else since it was said
 * @param atRiskSince from when on it should be replaced
 */
public record KeyStanding(
        long start, long notAfter, long retiredSince, long revokedSince, long suspectSince, long atRiskSince) {
    /** A key of which nothing is known. */
    public static final KeyStanding NONE =
            new KeyStanding(Times.UNKNOWN, Times.UNKNOWN, Times.UNKNOWN, Times.UNKNOWN, Times.UNKNOWN, Times.UNKNOWN);

    /** After the keys feed's next record; its first one is of {@code firstTime}. */
    KeyStanding after(KeyRecord record, long firstTime) {
        boolean active = record.state() == KeyRecord.State.ACTIVE;
        long retired = active ? Times.UNKNOWN : retiredSince;
        long suspect = active ? Times.UNKNOWN : suspectSince;
        if (record.state() == KeyRecord.State.RETIRED) {
            retired = Times.either(retired, record.time());
        } else if (record.state() == KeyRecord.State.COMPROMISED) {
            suspect = Times.either(record.atRiskSince(), Times.either(suspect, record.time()));
        }
        return new KeyStanding(
                Times.either(record.notBefore(), firstTime),
                record.notAfter(),
                retired,
                active ? Times.UNKNOWN : revokedSince,
                suspect,
                record.atRiskSince());
    }

    /** After the issuance feed has revoked the key. */
    KeyStanding revokedAt(long time) {
        return new KeyStanding(
                start,
                notAfter,
                Times.either(retiredSince, time),
                Times.either(revokedSince, time),
                suspectSince,
                atRiskSince);
    }
}
