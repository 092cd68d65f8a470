package org.forgedtoken.detector.coverage;

import java.util.List;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/**
 * For which event times one issuance partition is known to hold every record of one issuer (reference/verdicts.md).
 * Epoch ms throughout; the wall clock has no part in it. Not thread-safe.
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

    private final Torn torn;
    private final IssuedPerMinute issued;
    /** Records not yet settled. */
    private final RecentTimes recent;

    private final LateRecords late;
    private Recovery recovery;
    private Lateness lateness;
    private IssuerSnapshot.Heartbeats heartbeats;

    /** What {@link #standing} last found; null once something has happened that does not simply extend it. */
    private @Nullable Stretches current;

    /** The longest gap among {@link #recent} so far, in ms. */
    private long longestRecent;

    private long settled;
    private long newest;
    private boolean carried;

    public IssuerTimeline(long grace, MaxSilence maxSilence) {
        this(grace, maxSilence, IssuerSnapshot.EMPTY);
    }

    /** What was stored. */
    public IssuerTimeline(long grace, MaxSilence maxSilence, IssuerSnapshot s) {
        this.grace = grace;
        this.silence = new Silence(maxSilence);
        s.gaps().forEach(silence::learn);
        this.covered = new Stretches(s.covered());
        this.torn = new Torn(s.torn());
        this.issued = new IssuedPerMinute(s.issued());
        this.recent = new RecentTimes(s.recent());
        this.late = new LateRecords(s.late());
        this.recovery = s.recovery();
        this.settled = s.settled();
        this.newest = s.newest();
        this.heartbeats = s.heartbeats();
        this.carried = s.carried();
        this.lateness = s.lateness();
    }

    public IssuerSnapshot snapshot() {
        return new IssuerSnapshot(
                silence.snapshot(),
                covered.asList(),
                torn.state(),
                issued.asList(),
                recent.asList(),
                late.snapshot(),
                recovery,
                settled,
                newest,
                heartbeats,
                carried,
                lateness);
    }

    /** A record, or a heartbeat that only says «now». */
    public void record(long time) {
        carried = true;
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
        if (current == null || current.isEmpty() || torn.isLostAfter(current.end())) {
            current = null;
            return;
        }
        long gap = time - current.end();
        if (gap <= 0 && current.holds(time, time)) {
            return;
        }
        if (gap <= 0 || gap > silence.least() || current.end() < newest) {
            current = null;
        } else {
            current.add(current.end(), time);
            longestRecent = Math.max(longestRecent, gap);
        }
    }

    /** A token was issued at this time, whenever that is told. */
    public void issued(long time) {
        issued.add(time);
    }

    /**
     * A heartbeat: every record of [since, until] is here. The way from one to the next is a gap that breaks nothing, and the
     * first thing that is known of a feed in which nothing else comes.
     */
    public void heartbeat(long since, long until) {
        carried = true;
        long last = heartbeats.until();
        heartbeats = heartbeats.heard(since, until);
        if (until > last && heartbeats.every() > 0 && newest == last && silence.limit() == Long.MAX_VALUE) {
            silence.learn(heartbeats.every());
        }
        vouch(since, until);
    }

    /** A heartbeat or a backfill: every record of [since, until] is here. */
    public void vouch(long since, long until) {
        torn.vouched(since, until);
        complete(since, until);
    }

    /** The same, but for what could not be read. */
    void complete(long since, long until) {
        current = null;
        covered.add(since, until);
        edge(since, 0);
        edge(until, 1);
        newest = Math.max(newest, until);
        recovery = recovery.vouched(since);
        moveOn();
        settle();
        torn.filled(covered);
    }

    private void edge(long time, int records) {
        if (!Times.known(settled) || time > settled) {
            recent.add(time, records);
        }
    }

    /** Records are missing. */
    public void lose(Hole hole) {
        current = null;
        torn.add(hole);
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
            } else if (covered.holds(from, time)) {
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
        now.cut(torn.lost());
        recovery.cut(now);
        return now;
    }

    /** The newest event time read, or {@link Times#UNKNOWN}. */
    public long newest() {
        return newest;
    }

    /** How late the records were that came later than grace. */
    public Lateness lateness() {
        return lateness;
    }

    /** What is missing between the beginning and the end of this coverage, in order; {@code skew} in ms. */
    public List<Hole> holes(List<Stretch> coverage, long skew) {
        return torn.holes(coverage, skew);
    }

    /** Whether any record of the issuer, or heartbeat, has come but for a backfill. */
    public boolean isCarried() {
        return carried;
    }

    /** See {@link CoverageMark#heartbeatEvery}. */
    public long heartbeatEvery() {
        return heartbeats.every();
    }

    private void lateRecord(long time) {
        recovery = recovery.hold(time, newest, covered, grace);
        current = null;
        long by = newest - time;
        boolean inCovered = covered.holds(time, time);
        if (!covered.isEmpty() && time > covered.start() && (!inCovered || recovery.isHeld())) {
            lateness = lateness.lateInHole(by);
        } else {
            lateness = lateness.late(by, newest);
        }
        if (!inCovered) {
            late.add(time, newest);
        }
    }

    private void moveOn() {
        lateness = lateness.movedOn(newest);
        if (recovery.isHeld()) {
            recovery = recovery.movedOn(newest, grace);
            current = recovery.isHeld() ? current : null;
        }
    }

    private void settle() {
        while (!recent.isEmpty() && recent.time(0) <= newest - grace) {
            long time = recent.time(0);
            int records = recent.count(0);
            recent.removeFirst();
            if (Times.known(settled) && time > settled && !covered.holds(settled, time)) {
                long gap = time - settled;
                if (gap <= silence.limit()) {
                    covered.add(settled, time);
                    silence.learn(gap);
                } else {
                    current = null;
                    boolean isKnown = covered.start() <= settled - IssuedPerMinute.WEEK;
                    long most = isKnown ? issued.most(gap, settled) : Hole.UNBOUNDED;
                    torn.add(Hole.ofSilence(settled + 1, time - 1, most));
                    if (!recovery.isHeld() && !late.isAnyAfter(settled)) {
                        lateness = lateness.newHole();
                    }
                }
            }
            covered.add(time, time);
            for (int i = 1; i < records; i++) {
                silence.learn(0);
            }
            settled = Times.known(settled) ? Math.max(settled, time) : time;
        }
        if (Times.known(settled)) {
            issued.moveOn(settled);
        }
        fillHoles();
    }

    private void fillHoles() {
        if (!late.isEmpty() && !recovery.isHeld() && late.fill(covered, silence.limit(), newest, grace)) {
            current = null;
            torn.filled(covered);
        }
    }
}
