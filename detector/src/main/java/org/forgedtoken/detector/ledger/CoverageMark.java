package org.forgedtoken.detector.ledger;

import java.util.List;
import org.forgedtoken.detector.ledger.Stretches.Stretch;

/**
 * What one issuance partition is known to hold of one issuer: it stands, in every partition of {@code token-events},
 * behind the records that it speaks for.
 *
 * @param partitions how many partitions the issuance topic has
 * @param coverage the whole of it, so that a mark may be lost or doubled without harm
 * @param maxSilence ms; {@link Long#MAX_VALUE} while it is not known
 * @param lateness of records that came later than grace
 * @param lost what no record can vouch for: unreadable records, or offsets that were never read
 */
public record CoverageMark(
        String issuer,
        int partition,
        int partitions,
        List<Stretch> coverage,
        long maxSilence,
        Lateness.State lateness,
        List<Stretch> lost,
        IssuerFacts.Snapshot facts) {

    /** The same, but that nothing before {@code since} is covered. */
    public CoverageMark notBefore(long since) {
        List<Stretch> rest = Stretches.common(coverage, List.of(new Stretch(since, Long.MAX_VALUE)));
        return new CoverageMark(issuer, partition, partitions, rest, maxSilence, lateness, lost, facts);
    }

    /** Where coverage has come to, in event time. */
    public long frontier() {
        return coverage.isEmpty()
                ? Long.MIN_VALUE
                : coverage.get(coverage.size() - 1).until();
    }
}
