package org.forgedtoken.detector.coverage;

import java.util.List;
import java.util.Objects;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/** What an issuance partition has said that coverage follows from. Times are epoch ms. */
public sealed interface Heard {
    /**
     * A token was issued.
     *
     * @param lifetime ms, or {@link Times#UNKNOWN} where the record states none
     * @param keyId by which the token is signed; null where the record does not say
     * @param hasDigest whether the record states the token's digest
     * @param kind of the token; null where the record does not say
     */
    record Issuance(
            String issuer,
            long time,
            IdentityKind keyedBy,
            boolean hasId,
            long lifetime,
            @Nullable String keyId,
            boolean hasDigest,
            @Nullable String kind)
            implements Heard {}

    /**
     * Tokens were issued, one after the other, by records that taught nothing but their times.
     *
     * @param steps how far each time is from the one before, the first from 1970
     */
    record Issuances(String issuer, List<Long> steps) implements Heard {}

    /** Another record of the issuer. */
    record Event(String issuer, long time) implements Heard {}

    /** A token was issued, as a backfill tells: it teaches, but is nobody's neighbour in time, nor late. */
    record Past(Issuance issuance) implements Heard {}

    /** A backfill holds every record of [since, until] of this issuer. */
    record Backfill(String issuer, long since, long until) implements Heard {}

    /**
     * A heartbeat.
     *
     * @param since {@link Times#UNKNOWN}: since the partition's last record or heartbeat
     * @param issuer null: every issuer that the partition has carried
     */
    record Heartbeat(long time, long since, @Nullable String issuer) implements Heard {}

    /**
     * Records that could not be read, or that are gone.
     *
     * @param time their own time, or {@link Times#UNKNOWN}
     * @param issuer whose they are; null: perhaps that of any issuer
     * @param records how many
     */
    record Loss(long time, @Nullable String issuer, long records) implements Heard {
        /** Both, at a time that nobody knows. */
        Loss and(Loss other) {
            String ofBoth = Objects.equals(issuer, other.issuer) ? issuer : null;
            return new Loss(Times.UNKNOWN, ofBoth, Hole.sum(records, other.records));
        }
    }
}
