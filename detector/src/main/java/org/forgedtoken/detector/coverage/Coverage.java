package org.forgedtoken.detector.coverage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.forgedtoken.detector.coverage.Stretches.Stretch;

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

        /**
         * Part of it is in holes, of which the last ends at {@code until}; the token is missing by the one of them in which
         * the most can be missing.
         */
        record InHole(long until, Hole hole) implements Answer {}
    }

    /**
     * What is covered of an issuer.
     *
     * @param covered what every partition that has carried the issuer covers, without the times of records that could not be
     *     read
     * @param partitions how many these are
     */
    public record Extent(String issuer, List<Stretch> covered, int partitions) {
        public Extent {
            covered = List.copyOf(covered);
        }
    }

    /** Holes of all partitions that touch each other: one hole. */
    private record Together(Hole whole, List<Hole> parts) {}

    private static final class OfIssuer {
        private final Map<Integer, CoverageMark> partitions = new TreeMap<>();
        private List<Together> holes = List.of();
        private IssuerFacts facts = new IssuerFacts();
        private long frontier = Long.MIN_VALUE;
        /** How many partitions the issuance topic has. */
        private int of = 1;

        /** The partitions through which its records come; where a backfill is all that there is, those which have that. */
        private List<CoverageMark> carriers = List.of();
    }

    /** Of an issuer that the feed does not carry. */
    private static final OfIssuer NOTHING = new OfIssuer();

    private final Map<String, OfIssuer> issuers = new HashMap<>();
    private long start = Long.MAX_VALUE;

    /**
     * Takes in a mark.
     *
     * @return whether what was known of the past has changed: a hole was filled or torn, or a partition has joined
     */
    public boolean apply(CoverageMark mark) {
        OfIssuer issuer = issuers.computeIfAbsent(mark.issuer(), i -> new OfIssuer());
        CoverageMark before = issuer.partitions.put(mark.partition(), mark);
        List<CoverageMark> carriers = issuer.partitions.values().stream()
                .filter(CoverageMark::carrier)
                .toList();
        issuer.carriers = carriers.isEmpty() ? List.copyOf(issuer.partitions.values()) : carriers;
        issuer.of = Math.max(issuer.of, mark.partitions());
        if (!mark.coverage().isEmpty()) {
            start = Math.min(start, mark.coverage().get(0).since());
        }
        issuer.frontier =
                issuer.carriers.stream().mapToLong(CoverageMark::frontier).min().orElse(Long.MAX_VALUE);
        if (before == null || !before.facts().equals(mark.facts())) {
            issuer.facts = IssuerFacts.union(
                    issuer.partitions.values().stream().map(CoverageMark::facts).toList());
        }
        boolean pastChanged = before == null || !isOnlyExtended(before, mark);
        if (pastChanged) {
            issuer.holes = together(issuer.carriers);
        }
        return pastChanged;
    }

    private static List<Together> together(Collection<CoverageMark> partitions) {
        List<Hole> parts = new ArrayList<>();
        partitions.forEach(mark -> parts.addAll(mark.holes()));
        parts.sort(Comparator.comparingLong(Hole::since));
        List<Together> all = new ArrayList<>();
        int next = 0;
        for (Hole whole : Hole.together(parts)) {
            int from = next;
            while (next < parts.size() && parts.get(next).since() <= whole.until()) {
                next++;
            }
            all.add(new Together(whole, List.copyOf(parts.subList(from, next))));
        }
        return all;
    }

    /** When each hole of the issuer begins, those of all partitions that touch taken as one. */
    public Set<Long> holes(String issuer) {
        Set<Long> begins = new TreeSet<>();
        of(issuer).holes.forEach(hole -> begins.add(hole.whole().since()));
        return begins;
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
        return of(issuer).carriers.size() >= of(issuer).of;
    }

    /** The issuers that the feed carries. */
    public Collection<String> issuers() {
        return issuers.keySet();
    }

    /** Up to where all partitions of the issuer have come; {@link Long#MIN_VALUE} where it is not carried. */
    public long frontier(String issuer) {
        return of(issuer).frontier;
    }

    /** The same; {@code otherwise} where the issuer is not carried. */
    public long frontier(String issuer, long otherwise) {
        return carries(issuer) ? frontier(issuer) : otherwise;
    }

    /** What the issuer's records have taught. */
    public IssuerFacts facts(String issuer) {
        return of(issuer).facts;
    }

    private OfIssuer of(String issuer) {
        return issuers.getOrDefault(issuer, NOTHING);
    }

    /**
     * Where a token of a carried issuer stands.
     *
     * @param needed what must be covered
     * @param issued when the token may have been issued
     */
    public Answer ask(String issuer, Stretch needed, Stretch issued) {
        OfIssuer known = of(issuer);
        for (CoverageMark partition : known.carriers) {
            List<Stretch> covered = partition.coverage();
            if (covered.isEmpty() || needed.since() < covered.get(0).since()) {
                return new Answer.BeforeLedger();
            }
        }
        if (known.frontier < needed.until()) {
            return new Answer.NotYet();
        }
        Hole found = null;
        long until = 0;
        for (int i = Stretches.firstEndingAtOrAfter(
                        known.holes, hole -> hole.whole().until(), needed.since());
                i < known.holes.size();
                i++) {
            Together hole = known.holes.get(i);
            if (hole.whole().since() > needed.until()) {
                break;
            }
            if (hole.parts().stream().anyMatch(part -> mayMiss(part, needed, issued))) {
                until = hole.whole().until();
                found = found == null || hole.whole().capacity() >= found.capacity() ? hole.whole() : found;
            }
        }
        return found == null ? new Answer.Covered() : new Answer.InHole(until, found);
    }

    private static boolean mayMiss(Hole part, Stretch needed, Stretch issued) {
        Stretch asked = part.ofIssue() ? issued : needed;
        return part.touches(asked.since(), asked.until());
    }

    /** What is covered of each issuer that the feed carries, in the order of their names. */
    public List<Extent> extents() {
        List<Extent> extents = new ArrayList<>();
        new TreeMap<>(issuers).forEach((name, issuer) -> extents.add(extent(name, issuer.carriers)));
        return extents;
    }

    private static Extent extent(String issuer, List<CoverageMark> partitions) {
        List<Stretch> covered = List.of(new Stretch(Long.MIN_VALUE, Long.MAX_VALUE));
        for (CoverageMark partition : partitions) {
            covered = Stretches.common(covered, partition.coverage());
        }
        Stretches all = new Stretches(covered);
        for (CoverageMark partition : partitions) {
            for (Hole hole : partition.holes()) {
                long since = all.isEmpty() ? 0 : Math.max(all.start(), hole.since());
                long until = all.isEmpty() ? 0 : Math.min(all.end(), hole.until());
                if (hole.ofIssue() && since < until) {
                    all.removeBetween(since, until);
                }
            }
        }
        return new Extent(issuer, all.asList(), partitions.size());
    }

    /** The usual case: the last stretch has grown at its end. */
    private static boolean isOnlyExtended(CoverageMark before, CoverageMark now) {
        return before.carrier() == now.carrier()
                && before.holes().equals(now.holes())
                && withoutEnd(before.coverage()).equals(withoutEnd(now.coverage()));
    }

    private static List<Stretch> withoutEnd(List<Stretch> coverage) {
        List<Stretch> all = new ArrayList<>(coverage);
        if (!all.isEmpty()) {
            Stretch last = all.remove(all.size() - 1);
            all.add(new Stretch(last.since(), Long.MAX_VALUE));
        }
        return all;
    }
}
