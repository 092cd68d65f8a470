package org.forgedtoken.detector.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ledger.Stretches.Stretch;

/** The timelines of all issuers that one issuance partition has carried. Times are epoch ms. Not thread-safe. */
public final class PartitionTimeline {
    /** A loss reaches grace beyond its time; both it and an issuer's first record may be late by grace. */
    private static final int LATE_BY_GRACES = 3;

    private static final int MOST_LOSSES = 100;

    private final long grace;
    private final MaxSilence maxSilence;
    private final Map<String, IssuerTimeline> timelines = new TreeMap<>();
    private final Map<String, IssuerFacts> facts = new TreeMap<>();
    private final SortedSet<String> changed = new TreeSet<>();
    /** What was lost lately, each strictly between two times, for issuers that are still to be heard of. */
    private final List<Stretch> losses = new ArrayList<>();
    /** The newest record or heartbeat of any issuer. */
    private long newest = Times.UNKNOWN;
    /** The record or heartbeat before this one, as read. */
    private long previous = Times.UNKNOWN;
    /** Whether something unreadable stands between {@link #previous} and the next record. */
    private boolean lossPending;

    public PartitionTimeline(long grace, MaxSilence maxSilence) {
        this.grace = grace;
        this.maxSilence = maxSilence;
    }

    /** All that is plain data here, for storing. */
    public record Snapshot(
            Map<String, IssuerTimeline.Snapshot> timelines,
            Map<String, IssuerFacts.Snapshot> facts,
            long newest,
            long previous,
            boolean lossPending,
            List<Stretch> losses) {}

    public Snapshot snapshot() {
        Map<String, IssuerTimeline.Snapshot> times = new TreeMap<>();
        timelines.forEach((issuer, timeline) -> times.put(issuer, timeline.snapshot()));
        Map<String, IssuerFacts.Snapshot> learned = new TreeMap<>();
        facts.forEach((issuer, known) -> learned.put(issuer, known.snapshot()));
        return new Snapshot(times, learned, newest, previous, lossPending, List.copyOf(losses));
    }

    /** What was stored; all marks are due again. */
    public static PartitionTimeline restore(long grace, MaxSilence maxSilence, Snapshot s) {
        PartitionTimeline restored = new PartitionTimeline(grace, maxSilence);
        s.timelines()
                .forEach((issuer, t) -> restored.timelines.put(issuer, IssuerTimeline.restore(grace, maxSilence, t)));
        s.facts().forEach((issuer, f) -> restored.facts.put(issuer, IssuerFacts.restore(f)));
        restored.newest = s.newest();
        restored.previous = s.previous();
        restored.lossPending = s.lossPending();
        restored.losses.addAll(s.losses());
        restored.changed.addAll(restored.timelines.keySet());
        return restored;
    }

    /** Takes in what the partition says next. */
    public void hear(Heard heard) {
        if (heard instanceof Heard.Issuance issuance) {
            record(issuance.issuer(), issuance.time());
            learn(issuance);
        } else if (heard instanceof Heard.Past past) {
            timeline(past.issuance().issuer());
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
            loss(loss.time());
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
        timelines.forEach((issuer, timeline) -> {
            timeline.complete(since, until);
            changed.add(issuer);
        });
        passed(until);
    }

    /** The newest event time read, of any issuer, or {@link Times#UNKNOWN}. */
    public long newest() {
        return newest;
    }

    /** Where coverage stands that has come least far, or {@link Times#UNKNOWN} where there is none. */
    public long leastFrontier() {
        long least = Long.MAX_VALUE;
        for (IssuerTimeline timeline : timelines.values()) {
            Stretches coverage = timeline.standing().coverage();
            least = Math.min(least, coverage.isEmpty() ? Long.MAX_VALUE : coverage.end());
        }
        return least == Long.MAX_VALUE ? Times.UNKNOWN : least;
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
                    timeline.lateness(),
                    timeline.lost(),
                    facts.computeIfAbsent(issuer, i -> new IssuerFacts()).snapshot()));
        }
        changed.clear();
        return marks;
    }

    private void learn(Heard.Issuance issuance) {
        facts.computeIfAbsent(issuance.issuer(), issuer -> new IssuerFacts())
                .learn(issuance.time(), issuance.keyedBy(), issuance.hasId(), issuance.lifetime(), issuance.keyId());
    }

    private void record(String issuer, long time) {
        settleLoss(time);
        hearOf(issuer, time);
        timeline(issuer).record(time);
        changed.add(issuer);
        passed(time);
    }

    private void heartbeat(Heard.Heartbeat heartbeat) {
        settleLoss(heartbeat.time());
        List<String> issuers =
                heartbeat.issuer() == null ? List.copyOf(timelines.keySet()) : List.of(heartbeat.issuer());
        for (String issuer : issuers) {
            hearOf(issuer, heartbeat.time());
            IssuerTimeline timeline = timeline(issuer);
            if (Times.known(heartbeat.since())) {
                timeline.vouch(heartbeat.since(), heartbeat.time());
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

    private void loss(long time) {
        if (!Times.known(time)) {
            lossPending = true;
            return;
        }
        lose(time - grace, time + grace);
    }

    private void lose(long after, long before) {
        for (Map.Entry<String, IssuerTimeline> entry : timelines.entrySet()) {
            entry.getValue().lose(after, before);
            changed.add(entry.getKey());
        }
        losses.removeIf(old -> Times.known(newest) && old.until() < newest - LATE_BY_GRACES * grace);
        if (losses.size() == MOST_LOSSES) {
            losses.remove(0);
        }
        losses.add(new Stretch(after, before));
    }

    /** An issuer's first record may come late, and what was lost before it may have been one of the issuer, too. */
    private void hearOf(String issuer, long time) {
        if (!timelines.containsKey(issuer)) {
            for (Stretch loss : losses) {
                if (loss.until() > time - grace) {
                    timeline(issuer).lose(loss.since(), loss.until());
                }
            }
        }
    }

    private void settleLoss(long next) {
        if (!lossPending) {
            return;
        }
        lossPending = false;
        if (Times.known(previous)) {
            lose(Math.min(previous, next), Math.max(previous, next));
        }
    }

    private void passed(long time) {
        newest = Times.known(newest) ? Math.max(newest, time) : time;
        previous = time;
    }

    private IssuerTimeline timeline(String issuer) {
        return timelines.computeIfAbsent(issuer, i -> new IssuerTimeline(grace, maxSilence));
    }
}
