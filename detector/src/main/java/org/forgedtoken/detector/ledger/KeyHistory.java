package org.forgedtoken.detector.ledger;

import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.feed.KeyRecord;
import org.forgedtoken.detector.feed.Times;

/**
 * All that is known of one signing key. Immutable; event times, epoch ms.
 *
 * @param records of the keys feed, in the order in which they apply
 * @param revocations by the issuance feed, in order: each ends what the record before it says, as retirement does
 */
public record KeyHistory(String issuer, String keyId, List<KeyRecord> records, List<Long> revocations) {
    /** Of more records than this the oldest that say nothing new are forgotten, else the oldest but for the first. */
    static final int MOST = 64;

    /** A key of which nothing is known. */
    public KeyHistory(String issuer, String keyId) {
        this(issuer, keyId, List.of(), List.of());
    }

    /** With one record more, wherever in time it belongs. */
    public KeyHistory with(KeyRecord record) {
        if (records.contains(record)) {
            return this;
        }
        List<KeyRecord> more = new ArrayList<>(records);
        more.add(record);
        more.sort(KeyRecord.BY_TIME);
        if (more.size() > MOST) {
            more.remove(leastMissed(more));
        }
        return new KeyHistory(issuer, keyId, List.copyOf(more), revocations);
    }

    /** The keys feed no longer lists the key; the same where it did not before. */
    public KeyHistory goneAt(long time) {
        KeyRecord inForce = null;
        for (KeyRecord record : records) {
            inForce = record.time() <= time ? record : inForce;
        }
        return inForce == null ? this : with(inForce.retiredAt(time));
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
        return new KeyHistory(issuer, keyId, records, List.copyOf(more));
    }

    /** The time of the keys feed's first record of it, or {@link Times#UNKNOWN}. */
    public long listedSince() {
        return records.isEmpty() ? Times.UNKNOWN : records.get(0).time();
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
            standing = standing.after(record, listedSince());
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
