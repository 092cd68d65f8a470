package org.forgedtoken.detector.ledger;

import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.feed.KeyRecord;
import org.forgedtoken.detector.feed.Times;

/**
 * All that is known of one signing key. Immutable; event times, epoch ms.
 *
 * @param original whether the keys feed had it before the detector first read that feed to its end: no one can tell since
 *     when
 * @param records of the keys feed, in the order in which they apply
 * @param revocations by the issuance feed, in order: each ends what the record before it says, as retirement does
 */
public record KeyHistory(
        String issuer, String keyId, boolean original, List<KeyRecord> records, List<Long> revocations) {
    /** Before every access; far from the least number, so that sums do not overflow. */
    private static final long ALWAYS = Long.MIN_VALUE / 2;

    /** Of more records than this the oldest that say nothing new are forgotten, else the oldest but for the first. */
    static final int MOST = 64;

    /** A key of which nothing is known. */
    public KeyHistory(String issuer, String keyId) {
        this(issuer, keyId, false, List.of(), List.of());
    }

    /**
     * With one record more, wherever in time it belongs.
     *
     * @param early whether the keys feed has never been read to its end so far
     */
    public KeyHistory with(KeyRecord record, boolean early) {
        if (records.contains(record)) {
            return this;
        }
        List<KeyRecord> more = new ArrayList<>(records);
        more.add(record);
        more.sort(KeyRecord.BY_TIME);
        if (more.size() > MOST) {
            more.remove(leastMissed(more));
        }
        return new KeyHistory(issuer, keyId, original || early, List.copyOf(more), revocations);
    }

    /** The keys feed no longer lists the key; the same where it did not before. */
    public KeyHistory goneAt(long time) {
        KeyRecord inForce = null;
        for (KeyRecord record : records) {
            inForce = record.time() <= time ? record : inForce;
        }
        return inForce == null ? this : with(inForce.retiredAt(time), false);
    }

    /** The issuance feed has revoked the key. */
    public KeyHistory revokedAt(long time) {
        if (revocations.contains(time)) {
            return this;
        }
        List<Long> more = new ArrayList<>(revocations);
        more.add(time);
        more.sort(null);
        if (more.size() > MOST) {
            more.remove(MOST - 1);
        }
        return new KeyHistory(issuer, keyId, original, records, List.copyOf(more));
    }

    /** From when on the keys feed has had it, or {@link Times#UNKNOWN} where it never did. */
    public long listedSince() {
        if (records.isEmpty()) {
            return Times.UNKNOWN;
        }
        KeyRecord first = records.get(0);
        return original ? Times.either(first.notBefore(), ALWAYS) : first.time();
    }

    /** The time from which on {@link #at} always gives the same. */
    public long lastChange() {
        long record = records.isEmpty()
                ? Times.UNKNOWN
                : records.get(records.size() - 1).time();
        return revocations.isEmpty() ? record : Math.max(record, revocations.get(revocations.size() - 1));
    }

    /** Where the key stands at {@code time}, by what applies from then or earlier on. */
    public KeyStanding at(long time) {
        KeyStanding standing = KeyStanding.NONE;
        int revoked = 0;
        for (KeyRecord record : records) {
            if (record.time() > time) {
                break;
            }
            for (; revoked < revocations.size() && revocations.get(revoked) < record.time(); revoked++) {
                standing = standing.revokedAt(revocations.get(revoked));
            }
            standing = standing.after(record, records.get(0).time());
        }
        for (; revoked < revocations.size() && revocations.get(revoked) <= time; revoked++) {
            standing = standing.revokedAt(revocations.get(revoked));
        }
        return standing;
    }

    private static int leastMissed(List<KeyRecord> records) {
        for (int i = 1; i < records.size(); i++) {
            if (records.get(i).saysTheSameAs(records.get(i - 1))) {
                return i;
            }
        }
        return 1;
    }
}
