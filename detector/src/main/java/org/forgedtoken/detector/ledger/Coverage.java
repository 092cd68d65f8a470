package org.forgedtoken.detector.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.forgedtoken.detector.ledger.Stretches.Stretch;

/**
 * What the ledger is known to hold: of each issuer, the times that every partition which has carried it covers. Times
 * are epoch ms. Not thread-safe.
 */
public final class Coverage {

    /** Where a stretch of event time stands. */
    public sealed interface Answer {
        /** The ledger holds all of it. */
        record Covered() implements Answer {}

        /** Coverage has not come so far. */
        record NotYet() implements Answer {}

        /** It begins before the ledger does. */
        record BeforeLedger() implements Answer {}

        /** Part of it is in a hole that ends at {@code until}. */
        record InHole(long until) implements Answer {}
    }

    /**
     * What is covered of an issuer.
     *
     * @param covered what every partition that has carried the issuer covers
     * @param partitions how many these are
     */
    public record Extent(String issuer, List<Stretch> covered, int partitions) {
        public Extent {
            covered = List.copyOf(covered);
        }
    }

    private record OfPartition(CoverageMark mark, Stretches stretches) {}

    private static final class OfIssuer {
        private final Map<Integer, OfPartition> partitions = new TreeMap<>();
        private IssuerFacts facts = new IssuerFacts();
        private long frontier = Long.MIN_VALUE;
        /** How many partitions the issuance topic has. */
        private int of;
    }

    private final Map<String, OfIssuer> issuers = new HashMap<>();
    private long start = Long.MAX_VALUE;

    /**
     * Takes in a mark.
     *
     * @return whether what was known of the past has changed: a hole was filled or torn, or a partition has joined
     */
    public boolean apply(CoverageMark mark) {
        OfIssuer issuer = issuers.computeIfAbsent(mark.issuer(), i -> new OfIssuer());
        OfPartition before =
                issuer.partitions.put(mark.partition(), new OfPartition(mark, new Stretches(mark.coverage())));
        issuer.of = Math.max(issuer.of, mark.partitions());
        if (!mark.coverage().isEmpty()) {
            start = Math.min(start, mark.coverage().get(0).since());
        }
        issuer.frontier = Long.MAX_VALUE;
        for (OfPartition partition : issuer.partitions.values()) {
            issuer.frontier = Math.min(issuer.frontier, partition.mark().frontier());
        }
        if (before == null || !before.mark().facts().equals(mark.facts())) {
            issuer.facts = IssuerFacts.union(issuer.partitions.values().stream()
                    .map(p -> p.mark().facts())
                    .toList());
        }
        return before == null || !isOnlyExtended(before.mark(), mark);
    }

    /** Where the issuance feed begins, of whatever issuer; {@link Long#MAX_VALUE} while nothing of it is known. */
    public long start() {
        return start;
    }

    /** Whether the issuance feed carries this issuer. */
    public boolean carries(String issuer) {
        return issuers.containsKey(issuer);
    }

    /** Whether every partition of the issuance feed has carried this issuer: none can join in that was not heard of. */
    public boolean isCarriedByAll(String issuer) {
        OfIssuer known = issuers.get(issuer);
        return known != null && known.partitions.size() >= known.of;
    }

    /** The issuers that the feed carries. */
    public Collection<String> issuers() {
        return issuers.keySet();
    }

    /** Up to where all partitions of the issuer have come; {@link Long#MIN_VALUE} where it is not carried. */
    public long frontier(String issuer) {
        return frontier(issuer, Long.MIN_VALUE);
    }

    /** The same; {@code otherwise} where the issuer is not carried. */
    public long frontier(String issuer, long otherwise) {
        OfIssuer known = issuers.get(issuer);
        return known == null ? otherwise : known.frontier;
    }

    /** What the issuer's records have taught. */
    public IssuerFacts facts(String issuer) {
        OfIssuer known = issuers.get(issuer);
        return known == null ? new IssuerFacts() : known.facts;
    }

    /** Where [from, until] of a carried issuer stands; of several partitions, the answer that is hardest to mend. */
    public Answer ask(String issuer, long from, long until) {
        OfIssuer known = issuers.get(issuer);
        if (known == null) {
            return new Answer.NotYet();
        }
        long holeUntil = Long.MIN_VALUE;
        for (OfPartition partition : known.partitions.values()) {
            if (partition.stretches().holds(from, until)) {
                continue;
            }
            if (partition.stretches().isEmpty() || from < partition.stretches().start()) {
                return new Answer.BeforeLedger();
            }
            holeUntil = Math.max(holeUntil, partition.stretches().endOfHole(from, until));
        }
        if (known.frontier < until) {
            return new Answer.NotYet();
        }
        return holeUntil == Long.MIN_VALUE ? new Answer.Covered() : new Answer.InHole(holeUntil);
    }

    /** What is covered of each issuer that the feed carries, in the order of their names. */
    public List<Extent> extents() {
        List<Extent> extents = new ArrayList<>();
        new TreeMap<>(issuers).forEach((name, issuer) -> extents.add(extent(name, issuer.partitions.values())));
        return extents;
    }

    private static Extent extent(String issuer, Collection<OfPartition> partitions) {
        List<Stretch> covered = List.of(new Stretch(Long.MIN_VALUE, Long.MAX_VALUE));
        for (OfPartition partition : partitions) {
            covered = Stretches.common(covered, partition.mark().coverage());
        }
        return new Extent(issuer, covered, partitions.size());
    }

    /** The usual case: the last stretch has grown at its end. */
    private static boolean isOnlyExtended(CoverageMark before, CoverageMark now) {
        int n = before.coverage().size();
        if (n != now.coverage().size()) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            Stretch a = before.coverage().get(i);
            Stretch b = now.coverage().get(i);
            if (a.since() != b.since() || (i < n - 1 && a.until() != b.until())) {
                return false;
            }
        }
        return true;
    }
}
