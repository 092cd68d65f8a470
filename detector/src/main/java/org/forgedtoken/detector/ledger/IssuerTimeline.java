package org.forgedtoken.detector.ledger;

import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ledger.Stretches.Stretch;
import org.jspecify.annotations.Nullable;

/**
 * For which event times one issuance partition is known to hold every record of one issuer (CONTRACT, section 5,
 * Coverage). Epoch ms throughout; the wall clock has no part in it. Not thread-safe.
 *
 * <p>Neighbours in event time are final once {@code grace} has passed behind them: until then a silence that is too
 * long holds coverage back, and only then does it break it. Records later than grace do not take part in that: they
 * collect in the hole that they fall into, until they leave no silence in it that is too long and the feed has moved on
 * by grace since the last of them was read. While they come, nothing behind that hole is taken for complete either:
 * what an outage held back may still be on its way.
 */
public final class IssuerTimeline {
    private final long grace;
    private final Silence silence;
    /** What is covered for good, up to {@link #settled}; and what a heartbeat or a backfill vouched for. */
    private final Stretches covered;
    /** What no record can vouch for: an unreadable record, or offsets that were never read. */
    private final Stretches lost;
    /** Records not yet settled. */
    private final RecentTimes recent;

    private final LateRecords late;
    private final Recovery recovery;
    private final Lateness lateness;

    /** What {@link #standing} last found; null once something has happened that does not simply extend it. */
    private @Nullable Stretches current;

    /** The longest gap among {@link #recent} so far, in ms. */
    private long longestRecent;

    private long settled;
    private long newest;

    public IssuerTimeline(long grace, MaxSilence maxSilence) {
        this(grace, maxSilence, Snapshot.EMPTY);
    }

    private IssuerTimeline(long grace, MaxSilence maxSilence, Snapshot s) {
        this.grace = grace;
        this.silence = new Silence(maxSilence);
        s.gaps().forEach(silence::learn);
        this.covered = new Stretches(s.covered());
        this.lost = new Stretches(s.lost());
        this.recent = new RecentTimes(s.recent());
        this.late = new LateRecords(s.late());
        this.recovery = new Recovery(grace, s.recovery());
        this.settled = s.settled();
        this.newest = s.newest();
        this.lateness = new Lateness(s.lateness());
    }

    /** All that is plain data here, for storing. */
    public record Snapshot(
            List<Long> gaps,
            List<Stretch> covered,
            List<Stretch> lost,
            Map<Long, Integer> recent,
            Map<Long, Long> late,
            Recovery.State recovery,
            long settled,
            long newest,
            Lateness.State lateness) {
        static final Snapshot EMPTY = new Snapshot(
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Recovery.State.NONE,
                Times.UNKNOWN,
                Times.UNKNOWN,
                Lateness.State.NONE);
    }

    public Snapshot snapshot() {
        return new Snapshot(
                silence.snapshot(),
                covered.asList(),
                lost.asList(),
                recent.asMap(),
                late.snapshot(),
                recovery.state(),
                settled,
                newest,
                lateness.state());
    }

    public static IssuerTimeline restore(long grace, MaxSilence maxSilence, Snapshot snapshot) {
        return new IssuerTimeline(grace, maxSilence, snapshot);
    }

    /** A record, or a heartbeat that only says «now». */
    public void record(long time) {
        if (Times.known(newest) && time < newest - grace) {
            lateRecord(time);
        } else {
            extend(time);
            recent.add(time, 1);
            newest = Math.max(newest, time);
            moveOn();
        }
        settle();
    }

    /** The usual case, and the hot path: the next record soon after the last, or in time that is covered already. */
    private void extend(long time) {
        if (current == null || current.isEmpty() || (!lost.isEmpty() && lost.end() >= current.end())) {
            current = null;
            return;
        }
        long gap = time - current.end();
        boolean within = gap <= 0 && current.holds(time, time);
        if (within) {
            return;
        }
        if (gap <= 0 || gap > silence.least() || current.end() < newest) {
            current = null;
        } else {
            current.add(current.end(), time);
            longestRecent = Math.max(longestRecent, gap);
        }
    }

    /** A heartbeat or a backfill: every record of [since, until] is here. */
    public void vouch(long since, long until) {
        lost.removeBetween(since - 1, until + 1);
        complete(since, until);
    }

    /** The same, but for what could not be read. */
    void complete(long since, long until) {
        current = null;
        covered.add(since, until);
        for (long edge : new long[] {since, until}) {
            if (!Times.known(settled) || edge > settled) {
                recent.add(edge, 1);
            }
        }
        newest = Math.max(newest, until);
        recovery.vouched(since);
        moveOn();
        settle();
    }

    /** Something of the times strictly between the two (or of that one time, where equal) is lost. */
    public void lose(long after, long before) {
        current = null;
        if (after < before) {
            if (before - after > 1) {
                lost.add(after + 1, before - 1);
            }
        } else {
            lost.add(after, after);
        }
    }

    /**
     * How things stand now.
     *
     * @param coverage what is covered
     * @param maxSilence the longest silence that may follow without breaking anything, in ms; {@link Long#MAX_VALUE}
     *     while it is not known
     */
    public record Standing(Stretches coverage, long maxSilence) {}

    /** What is covered now, and how long a silence may follow. */
    public Standing standing() {
        if (current == null) {
            current = walk();
        }
        long limit = silence.limit(recent);
        return new Standing(
                new Stretches(current.asList()), limit == Long.MAX_VALUE ? limit : Math.max(limit, 3 * longestRecent));
    }

    /** Goes through the records that are not settled, with what each gap has taught for the next. */
    private Stretches walk() {
        Stretches now = new Stretches(covered.asList());
        long from = settled;
        Silence known = recent.isEmpty() ? silence : silence.copy();
        longestRecent = 0;
        for (int i = 0; i < recent.size(); i++) {
            long time = recent.time(i);
            if (!Times.known(from)) {
                now.add(time, time);
            } else if (isVouchedFor(from, time)) {
                now.add(from, time);
            } else if (time - from > known.limit()) {
                if (!covered.holds(time, time)) {
                    break;
                }
            } else {
                now.add(from, time);
                known.learn(time - from);
                longestRecent = Math.max(longestRecent, time - from);
            }
            from = time;
        }
        now.cut(lost.asList());
        recovery.cut(now);
        return now;
    }

    /** The newest event time read, or {@link Times#UNKNOWN}. */
    public long newest() {
        return newest;
    }

    /** How late the records were that came later than grace. */
    public Lateness.State lateness() {
        return lateness.state();
    }

    /** What no record can vouch for. */
    public List<Stretch> lost() {
        return lost.asList();
    }

    private void lateRecord(long time) {
        if (recovery.hold(time, newest, covered)) {
            current = null;
        }
        long by = newest - time;
        boolean inCovered = covered.holds(time, time);
        if (!covered.isEmpty() && time > covered.start() && (!inCovered || recovery.isHeld())) {
            lateness.lateInHole(by);
        } else {
            lateness.late(by, newest);
        }
        if (!inCovered) {
            late.add(time, newest);
        }
    }

    private void moveOn() {
        lateness.moveOn(newest);
        if (recovery.moveOn(newest)) {
            current = null;
        }
    }

    private void settle() {
        while (!recent.isEmpty() && recent.time(0) <= newest - grace) {
            long time = recent.time(0);
            int records = recent.firstCount();
            recent.removeFirst();
            if (Times.known(settled) && time > settled && !isVouchedFor(settled, time)) {
                long gap = time - settled;
                if (gap <= silence.limit()) {
                    covered.add(settled, time);
                    silence.learn(gap);
                } else {
                    current = null;
                    if (!recovery.isHeld() && !late.isAnyAfter(settled)) {
                        lateness.newHole();
                    }
                }
            }
            covered.add(time, time);
            for (int i = 1; i < records; i++) {
                silence.learn(0);
            }
            settled = Times.known(settled) ? Math.max(settled, time) : time;
        }
        fillHoles();
    }

    private boolean isVouchedFor(long from, long to) {
        return covered.holds(from, to);
    }

    private void fillHoles() {
        if (!late.isEmpty() && !recovery.isHeld() && late.fill(covered, silence.limit(), newest, grace)) {
            current = null;
        }
    }
}
