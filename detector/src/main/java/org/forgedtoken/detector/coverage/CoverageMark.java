package org.forgedtoken.detector.coverage;

import java.util.List;
import org.forgedtoken.detector.coverage.Stretches.Stretch;

/**
 * What one issuance partition is known to hold of one issuer: it stands, in every partition of {@code token-events},
 * behind the records that it speaks for.
 *
 * @param partitions how many partitions the issuance topic has
 * @param coverage the whole of it, so that a mark may be lost or doubled without harm
 * @param maxSilence ms; {@link Long#MAX_VALUE} while it is not known
 * @param heartbeatEvery ms from one heartbeat that vouches for what lies behind it to the next; 0: there are none
 * @param lateness of records that came later than grace
 * @param holes what is missing between the beginning and the end of what is covered, in order
 * @param carrier whether the issuer's records come through this partition; else somebody has loaded a backfill into it, and
 *     nothing is missing from it outside that
 */
public record CoverageMark(
        String issuer,
        int partition,
        int partitions,
        List<Stretch> coverage,
        long maxSilence,
        long heartbeatEvery,
        Lateness lateness,
        List<Hole> holes,
        boolean carrier,
        IssuerFacts.Snapshot facts) {

    /** The same, but that nothing before {@code since} is covered. */
    public CoverageMark notBefore(long since) {
        List<Stretch> rest = Stretches.common(coverage, List.of(new Stretch(since, Long.MAX_VALUE)));
        List<Hole> left = holes.stream().filter(hole -> hole.until() > since).toList();
        return new CoverageMark(
                issuer, partition, partitions, rest, maxSilence, heartbeatEvery, lateness, left, carrier, facts);
    }

    /** Where coverage has come to, in event time. */
    public long frontier() {
        return coverage.isEmpty()
                ? Long.MIN_VALUE
                : coverage.get(coverage.size() - 1).until();
    }
}
