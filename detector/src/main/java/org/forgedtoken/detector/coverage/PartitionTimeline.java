package org.forgedtoken.detector.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/** The timelines of all issuers that one issuance partition has carried. Times are epoch ms. Not thread-safe. */
public final class PartitionTimeline {
    /** A loss reaches grace beyond its time; both it and an issuer's first record may be late by grace. */
    private static final int LATE_BY_GRACES = 3;

    private static final int MOST_LOSSES = 100;

    private final long grace;
    private final long skew;
    private final MaxSilence maxSilence;
    private final Map<String, IssuerTimeline> timelines = new TreeMap<>();
    private final Map<String, IssuerFacts> facts = new TreeMap<>();
    private final SortedSet<String> changed = new TreeSet<>();
    /** What was lost lately, for issuers that are still to be heard of. */
    private final List<Missing> losses = new ArrayList<>();
    /** The newest record or heartbeat of any issuer. */
    private long newest = Times.UNKNOWN;
    /** The record or heartbeat before this one, as read. */
    private long previous = Times.UNKNOWN;
    /** What stands between {@link #previous} and the next record, or is gone from there; null: nothing. */
    private Heard.@Nullable Loss pending;

    public PartitionTimeline(long grace, long skew, MaxSilence maxSilence) {
        this.grace = grace;
        this.skew = skew;
        this.maxSilence = maxSilence;
    }

    /** All that is plain data here, for storing. */
    public record Snapshot(
            Map<String, IssuerSnapshot> timelines,
            Map<String, IssuerFacts.Snapshot> facts,
            long newest,
            long previous,
            Heard.@Nullable Loss pending,
            List<Missing> losses) {
        /** How many times of single records it has. */
        public int times() {
            return timelines.values().stream()
                    .mapToInt(issuer -> issuer.recent().size())
                    .sum();
        }
    }

    /**
     * Records that are missing.
     *
     * @param issuer whose they are; null: perhaps that of any issuer
     */
    public record Missing(Hole hole, @Nullable String issuer) {
        private boolean mayBeOf(String other) {
            return issuer == null || issuer.equals(other);
        }
    }

    public Snapshot snapshot() {
        return new Snapshot(
                each(timelines, IssuerTimeline::snapshot),
                each(facts, IssuerFacts::snapshot),
                newest,
                previous,
                pending,
                List.copyOf(losses));
    }

    private static <A, B> Map<String, B> each(Map<String, A> byIssuer, Function<A, B> of) {
        Map<String, B> all = new TreeMap<>();
        byIssuer.forEach((issuer, one) -> all.put(issuer, of.apply(one)));
        return all;
    }

    /** What was stored; all marks are due again. */
    public static PartitionTimeline restore(long grace, long skew, MaxSilence maxSilence, Snapshot s) {
        PartitionTimeline restored = new PartitionTimeline(grace, skew, maxSilence);
        restored.timelines.putAll(each(s.timelines(), t -> IssuerTimeline.restore(grace, maxSilence, t)));
        restored.facts.putAll(each(s.facts(), f -> IssuerFacts.union(List.of(f))));
        restored.newest = s.newest();
        restored.previous = s.previous();
        restored.pending = s.pending();
        restored.losses.addAll(s.losses());
        restored.changed.addAll(restored.timelines.keySet());
        return restored;
    }

    /** Takes in what the partition says next. */
    public void hear(Heard heard) {
        if (heard instanceof Heard.Issuance issuance) {
            record(issuance.issuer(), issuance.time()).issued(issuance.time());
            learn(issuance);
        } else if (heard instanceof Heard.Past past) {
            timeline(past.issuance().issuer()).issued(past.issuance().time());
            learn(past.issuance());
            changed.add(past.issuance().issuer());
        } else if (heard instanceof Heard.Backfill backfill) {
            timeline(backfill.issuer()).vouch(backfill.since(), backfill.until());
            changed.add(backfill.issuer());
        } else if (heard instanceof Heard.Event event) {
            record(event.issuer(), event.time());
        } else if (heard instanceof Heard.Heartbeat heartbeat) {
            heartbeat(heartbeat);
        } else if (heard instanceof Heard.Loss loss) {
            loss(loss);
        }
    }

    /**
     * Somebody who knows says that nothing is missing from the last record to {@code until}. What could not be read is lost all
     * the same: it is there, but nobody knows what it says.
     */
    public void completeUntil(long until) {
        long since = newest;
        if (!Times.known(since) || until <= since) {
            return;
        }
        settleLoss(until);
        for (String issuer : carried()) {
            timeline(issuer).complete(since, until);
            changed.add(issuer);
        }
        passed(until);
    }

    /** The newest event time read, of any issuer, or {@link Times#UNKNOWN}. */
    public long newest() {
        return newest;
    }

    /** Where coverage stands that has come least far, or {@link Times#UNKNOWN} where there is none. */
    public long leastFrontier() {
        return carried().stream()
                .map(issuer -> timeline(issuer).standing().coverage())
                .filter(coverage -> !coverage.isEmpty())
                .mapToLong(Stretches::end)
                .min()
                .orElse(Times.UNKNOWN);
    }

    /**
     * When the first token that was issued under coverage is judged, should the ledger not have it; {@link Times#UNKNOWN}
     * where nothing is covered.
     */
    public long firstVerdict() {
        return carried().stream()
                .map(issuer -> timeline(issuer).standing().coverage())
                .filter(coverage -> !coverage.isEmpty())
                .mapToLong(coverage -> coverage.asList().get(0).since() + 2 * skew + grace)
                .min()
                .orElse(Times.UNKNOWN);
    }

    /**
     * A mark for each issuer of which something has changed since they were last taken. Of one that nothing here covers, as
     * after a backfill that broke off, there is none: a partition that carries nothing of an issuer must not hold up the
     * others.
     */
    public List<CoverageMark> takeMarks(int partition, int partitions) {
        List<CoverageMark> marks = new ArrayList<>(changed.size());
        for (String issuer : changed) {
            IssuerTimeline timeline = timeline(issuer);
            IssuerTimeline.Standing standing = timeline.standing();
            if (standing.coverage().isEmpty()) {
                continue;
            }
            marks.add(new CoverageMark(
                    issuer,
                    partition,
                    partitions,
                    standing.coverage().asList(),
                    standing.maxSilence(),
                    timeline.heartbeatEvery(),
                    timeline.lateness(),
                    timeline.holes(standing.coverage().asList(), skew),
                    timeline.isCarried(),
                    facts.computeIfAbsent(issuer, i -> new IssuerFacts()).snapshot()));
        }
        changed.clear();
        return marks;
    }

    private void learn(Heard.Issuance issuance) {
        facts.computeIfAbsent(issuance.issuer(), issuer -> new IssuerFacts()).learn(issuance);
    }

    private IssuerTimeline record(String issuer, long time) {
        settleLoss(time);
        hearOf(issuer, time);
        IssuerTimeline timeline = timeline(issuer);
        timeline.record(time);
        changed.add(issuer);
        passed(time);
        return timeline;
    }

    private void heartbeat(Heard.Heartbeat heartbeat) {
        settleLoss(heartbeat.time());
        List<String> issuers = heartbeat.issuer() == null ? carried() : List.of(heartbeat.issuer());
        for (String issuer : issuers) {
            hearOf(issuer, heartbeat.time());
            IssuerTimeline timeline = timeline(issuer);
            if (Times.known(heartbeat.since())) {
                timeline.heartbeat(heartbeat.since(), heartbeat.time());
            } else {
                if (Times.known(timeline.newest())
                        && newest > timeline.newest()
                        && newest < heartbeat.time()
                        && heartbeat.time() - newest <= timeline.standing().maxSilence()) {
                    timeline.record(newest);
                }
                timeline.record(heartbeat.time());
            }
            changed.add(issuer);
        }
        passed(heartbeat.time());
    }

    private void loss(Heard.Loss loss) {
        if (Times.known(loss.time())) {
            lose(Hole.ofRecords(loss.time(), loss.records()), loss.issuer());
            return;
        }
        Heard.Loss before = pending;
        pending = before == null
                ? loss
                : new Heard.Loss(
                        Times.UNKNOWN,
                        Objects.equals(before.issuer(), loss.issuer()) ? loss.issuer() : null,
                        Hole.sum(before.records(), loss.records()));
    }

    private void lose(Hole hole, @Nullable String issuer) {
        Missing missing = new Missing(hole, issuer);
        for (Map.Entry<String, IssuerTimeline> entry : timelines.entrySet()) {
            if (missing.mayBeOf(entry.getKey())) {
                entry.getValue().lose(hole);
                changed.add(entry.getKey());
            }
        }
        losses.removeIf(old -> Times.known(newest) && old.hole().until() < newest - LATE_BY_GRACES * grace);
        if (losses.size() == MOST_LOSSES) {
            losses.remove(0);
        }
        losses.add(missing);
    }

    /** An issuer's first record may come late, and what was lost before it may have been one of the issuer, too. */
    private void hearOf(String issuer, long time) {
        if (!timelines.containsKey(issuer)) {
            for (Missing missing : losses) {
                if (missing.mayBeOf(issuer) && missing.hole().until() > time - 2 * grace) {
                    timeline(issuer).lose(missing.hole());
                }
            }
        }
    }

    /** What was lost between two records lies strictly between their times, or at that one time. */
    private void settleLoss(long next) {
        Heard.Loss loss = pending;
        pending = null;
        if (loss == null || !Times.known(previous)) {
            return;
        }
        int between = previous == next ? 0 : 1;
        long since = Math.min(previous, next) + between;
        long until = Math.max(previous, next) - between;
        if (since <= until) {
            lose(Hole.ofLoss(since, until, loss.records()), loss.issuer());
        }
    }

    private List<String> carried() {
        return timelines.entrySet().stream()
                .filter(entry -> entry.getValue().isCarried())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void passed(long time) {
        newest = Times.known(newest) ? Math.max(newest, time) : time;
        previous = time;
    }

    private IssuerTimeline timeline(String issuer) {
        return timelines.computeIfAbsent(issuer, i -> new IssuerTimeline(grace, maxSilence));
    }
}
