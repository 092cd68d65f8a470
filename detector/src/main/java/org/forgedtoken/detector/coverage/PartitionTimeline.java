package org.forgedtoken.detector.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
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
    private final Map<String, OfIssuer> issuers = new TreeMap<>();
    /** What was lost lately, for issuers that are still to be heard of. */
    private final List<Hole.Missing> losses = new ArrayList<>();
    /** The newest record or heartbeat of any issuer. */
    private long newest = Times.UNKNOWN;
    /** The record or heartbeat before this one, as read. */
    private long previous = Times.UNKNOWN;
    /** What stands between {@link #previous} and the next record, or is gone from there; null: nothing. */
    private Heard.@Nullable Loss pending;

    private static final class OfIssuer {
        private final IssuerTimeline timeline;
        private final IssuerFacts facts;
        /** Whether its mark is due. */
        private boolean changed = true;

        OfIssuer(IssuerTimeline timeline, IssuerFacts facts) {
            this.timeline = timeline;
            this.facts = facts;
        }
    }

    public PartitionTimeline(long grace, long skew, MaxSilence maxSilence) {
        this.grace = grace;
        this.skew = skew;
        this.maxSilence = maxSilence;
    }

    /** All that is plain data here, for storing. */
    public record Snapshot(
            Map<String, Known> issuers,
            long newest,
            long previous,
            Heard.@Nullable Loss pending,
            List<Hole.Missing> losses) {
        /** What is known of one issuer. */
        public record Known(IssuerSnapshot timeline, IssuerFacts.Snapshot facts) {}

        /** About how many numbers it has, of which most are small. */
        public int size() {
            return issuers.values().stream()
                    .mapToInt(issuer -> issuer.timeline().size())
                    .sum();
        }
    }

    public Snapshot snapshot() {
        Map<String, Snapshot.Known> all = new TreeMap<>();
        issuers.forEach((issuer, known) ->
                all.put(issuer, new Snapshot.Known(known.timeline.snapshot(), known.facts.snapshot())));
        return new Snapshot(all, newest, previous, pending, List.copyOf(losses));
    }

    /** What was stored; all marks are due again. */
    public static PartitionTimeline restore(long grace, long skew, MaxSilence maxSilence, Snapshot s) {
        PartitionTimeline restored = new PartitionTimeline(grace, skew, maxSilence);
        s.issuers().forEach((issuer, known) -> {
            IssuerTimeline timeline = new IssuerTimeline(grace, maxSilence, known.timeline());
            restored.issuers.put(issuer, new OfIssuer(timeline, IssuerFacts.union(List.of(known.facts()))));
        });
        restored.newest = s.newest();
        restored.previous = s.previous();
        restored.pending = s.pending();
        restored.losses.addAll(s.losses());
        return restored;
    }

    /** Takes in what the partition says next. */
    public void hear(Heard heard) {
        if (heard instanceof Heard.Issuance issuance) {
            issued(record(issuance.issuer(), issuance.time()), issuance);
        } else if (heard instanceof Heard.Issuances issuances) {
            long time = 0;
            for (long step : issuances.steps()) {
                time += step;
                record(issuances.issuer(), time).timeline.issued(time);
            }
        } else if (heard instanceof Heard.Past past) {
            issued(changed(past.issuance().issuer()), past.issuance());
        } else if (heard instanceof Heard.Backfill backfill) {
            changed(backfill.issuer()).timeline.vouch(backfill.since(), backfill.until());
        } else if (heard instanceof Heard.Event event) {
            record(event.issuer(), event.time());
        } else if (heard instanceof Heard.Heartbeat heartbeat) {
            heartbeat(heartbeat);
        } else if (heard instanceof Heard.Loss loss) {
            loss(loss);
        }
    }

    /** Whether all that this would teach is when a token was issued: as one of {@link Heard.Issuances} it says the same. */
    public boolean repeats(Heard.Issuance issuance) {
        OfIssuer known = issuers.get(issuance.issuer());
        return known != null && known.facts.repeats(issuance);
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
            changed(issuer).timeline.complete(since, until);
        }
        passed(until);
    }

    /** The newest event time read, of any issuer, or {@link Times#UNKNOWN}. */
    public long newest() {
        return newest;
    }

    /** Where coverage stands that has come least far, or {@link Times#UNKNOWN} where there is none. */
    public long leastFrontier() {
        return least(Stretches::end);
    }

    /**
     * When the first token that was issued under coverage is judged, should the ledger not have it; {@link Times#UNKNOWN}
     * where nothing is covered.
     */
    public long firstVerdict() {
        return least(coverage -> coverage.start() + 2 * skew + grace);
    }

    private long least(ToLongFunction<Stretches> time) {
        return issuers.values().stream()
                .filter(issuer -> issuer.timeline.isCarried())
                .map(issuer -> issuer.timeline.standing().coverage())
                .filter(coverage -> !coverage.isEmpty())
                .mapToLong(time)
                .min()
                .orElse(Times.UNKNOWN);
    }

    /**
     * A mark for each issuer of which something has changed since they were last taken. Of one that nothing here covers, as
     * after a backfill that broke off, there is none: a partition that carries nothing of an issuer must not hold up the
     * others.
     */
    public List<CoverageMark> takeMarks(int partition, int partitions) {
        List<CoverageMark> marks = new ArrayList<>();
        issuers.forEach((issuer, known) -> {
            if (!known.changed) {
                return;
            }
            known.changed = false;
            IssuerTimeline timeline = known.timeline;
            IssuerTimeline.Standing standing = timeline.standing();
            if (!standing.coverage().isEmpty()) {
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
                        known.facts.snapshot()));
            }
        });
        return marks;
    }

    private static void issued(OfIssuer issuer, Heard.Issuance issuance) {
        issuer.timeline.issued(issuance.time());
        issuer.facts.learn(issuance);
    }

    private OfIssuer record(String issuer, long time) {
        settleLoss(time);
        OfIssuer known = heardOf(issuer, time);
        known.timeline.record(time);
        passed(time);
        return known;
    }

    private void heartbeat(Heard.Heartbeat heartbeat) {
        settleLoss(heartbeat.time());
        List<String> issuers = heartbeat.issuer() == null ? carried() : List.of(heartbeat.issuer());
        for (String issuer : issuers) {
            IssuerTimeline timeline = heardOf(issuer, heartbeat.time()).timeline;
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
        }
        passed(heartbeat.time());
    }

    private void loss(Heard.Loss loss) {
        if (Times.known(loss.time())) {
            lose(Hole.ofRecords(loss.time(), loss.records()), loss.issuer());
            return;
        }
        pending = pending == null ? loss : pending.and(loss);
    }

    private void lose(Hole hole, @Nullable String issuer) {
        Hole.Missing missing = new Hole.Missing(hole, issuer);
        issuers.forEach((name, known) -> {
            if (missing.mayBeOf(name)) {
                known.timeline.lose(hole);
                known.changed = true;
            }
        });
        losses.removeIf(old -> Times.known(newest) && old.hole().until() < newest - LATE_BY_GRACES * grace);
        if (losses.size() == MOST_LOSSES) {
            losses.remove(0);
        }
        losses.add(missing);
    }

    /** An issuer's first record may come late, and what was lost before it may have been one of the issuer, too. */
    private OfIssuer heardOf(String issuer, long time) {
        OfIssuer known = issuers.get(issuer);
        if (known != null) {
            known.changed = true;
            return known;
        }
        OfIssuer first = changed(issuer);
        for (Hole.Missing missing : losses) {
            if (missing.mayBeOf(issuer) && missing.hole().until() > time - 2 * grace) {
                first.timeline.lose(missing.hole());
            }
        }
        return first;
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
        return issuers.entrySet().stream()
                .filter(entry -> entry.getValue().timeline.isCarried())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void passed(long time) {
        newest = Times.known(newest) ? Math.max(newest, time) : time;
        previous = time;
    }

    private OfIssuer changed(String issuer) {
        OfIssuer known = issuers.computeIfAbsent(
                issuer, i -> new OfIssuer(new IssuerTimeline(grace, maxSilence), new IssuerFacts()));
        known.changed = true;
        return known;
    }
}
