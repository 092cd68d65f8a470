package org.forgedtoken.detector.judge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.coverage.CoverageMark;
import org.forgedtoken.detector.coverage.Hole;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Durations;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.Store;
import org.jspecify.annotations.Nullable;

/**
 * {@code ledger-degraded}: tells when coverage of an issuer in a partition has broken or stands still, and when it moves
 * again. All judging tasks hear the same marks; one of them keeps this watch. Event times, epoch ms. Not thread-safe.
 */
final class FeedMonitor {
    /**
     * The feeds are read side by side, and for a moment accesses may be ahead of issuances that are there already: where
     * there is a wall clock, coverage that accesses have passed must have stood still for so many ms of it.
     */
    private static final long SIDE_BY_SIDE = 10_000;

    /**
     * The silence of which people are to hear where none is known to be too long: nothing breaks by it, but every token that
     * nobody has issued waits in it.
     */
    private static final long UNHEARD_OF = 86_400_000;

    private static final String LATE = "|late";
    /** Records that cannot be read are no outage of the feed: whether that was noticed yet makes no difference to them. */
    private static final String UNREAD = "|unread";
    /** When the outage of this name was over, by the clock of events; none while it lasts. */
    private static final String OVER = "|over";
    /** So often may a heartbeat that vouches for what lies behind it be late by as long as it took the last one to come. */
    private static final int HEARTBEATS = 3;

    private final JudgePolicy policy;
    private final Store<Long> outages;
    private final Emit out;
    private final Map<String, CoverageMark> marks = new HashMap<>();
    private final Map<String, Long> movedAt = new HashMap<>();
    /** Of an outage: the grace that was told to help, in ms. */
    private final Map<String, Long> told = new HashMap<>();
    /** Of an outage: by how much accesses were past coverage at most, over the silence that is allowed, in ms. */
    private final Map<String, Long> behind = new HashMap<>();

    private long accessReadTo = Times.UNKNOWN;
    private boolean hasWallClock;

    FeedMonitor(JudgePolicy policy, Store<Long> outages, Store<CoverageMark> marks, Emit out) {
        this.policy = policy;
        this.outages = outages;
        this.out = out;
        marks.forEach(this.marks::put);
    }

    static String name(CoverageMark mark) {
        return TokenKey.encode(mark.issuer()) + '|' + mark.partition();
    }

    /** Coverage of one issuer in one partition is now as the mark says. */
    void covered(CoverageMark mark) {
        String name = name(mark);
        CoverageMark before = marks.put(name, mark);
        boolean moved = before != null && mark.frontier() > before.frontier();
        if (before == null || before.frontier() != mark.frontier()) {
            movedAt.remove(name);
        }
        if (before != null && isOpen(name)) {
            fellBehind(name, before);
        }
        boolean isWaitedFor = holes(name, before, mark, mark.frontier());
        if (moved && isOpen(name) && !isWaitedFor) {
            movedOn(mark, name);
        }
        lateness(mark, name, before == null ? 0 : before.lateness().most());
    }

    /**
     * Tells of the holes that coverage has come past by grace: by then all is read that makes them larger, and where heartbeats
     * vouch for what lies behind them, the next of them had the time to come.
     *
     * @return whether there are others, that may still be filled
     */
    private boolean holes(String name, @Nullable CoverageMark before, CoverageMark mark, long readTo) {
        boolean isWaitedFor = false;
        for (Hole hole : mark.holes()) {
            if (before != null && wasTold(before, hole)) {
                continue;
            }
            String outage = hole.ofIssue() ? name + UNREAD : name;
            FeedAdvice advice = afterHole(mark, hole);
            boolean isOver = readTo >= toldAt(mark, hole.until());
            if (isOver || readTo >= toldAt(mark, hole.ofIssue() ? hole.since() + 2 * policy.skew() : hole.until())) {
                begun(outage, since(hole), isOver ? new FeedAdvice(mark) : advice);
            }
            if (isOver) {
                ended(outage, until(hole), advice);
            }
            isWaitedFor |= !isOver && !hole.ofIssue();
        }
        return isWaitedFor;
    }

    private long toldAt(CoverageMark mark, long time) {
        return time + policy.grace() + HEARTBEATS * mark.heartbeatEvery();
    }

    /** The moment before what is not covered, and that behind it; of a record's time the first and the last of it. */
    private static long since(Hole hole) {
        return hole.ofIssue() ? hole.since() : hole.since() - 1;
    }

    private static long until(Hole hole) {
        return hole.ofIssue() ? hole.until() : hole.until() + 1;
    }

    /**
     * Coverage moves again. While accesses are still past it by too much, as where a clock is wrong or a backlog is being
     * read, it is one outage that goes on, not a new one with each record.
     */
    private void movedOn(CoverageMark mark, String name) {
        long needed = Math.max(behind.getOrDefault(name, 0L), mark.lateness().ofHole());
        FeedAdvice advice = needed > 0 ? new FeedAdvice(mark).grace(needed) : new FeedAdvice(mark);
        if (!isPast(accessReadTo, mark)) {
            ended(name, mark.frontier(), advice);
        } else if (Durations.roundedUp(needed) > told.getOrDefault(name, 0L)) {
            told.put(name, Durations.roundedUp(needed));
            goesOn(name, mark.frontier(), advice);
        }
    }

    private void fellBehind(String name, CoverageMark mark) {
        if (isPast(accessReadTo, mark)) {
            behind.merge(name, accessReadTo - mark.frontier() - silence(mark), Math::max);
        }
    }

    private static FeedAdvice afterHole(CoverageMark mark, Hole hole) {
        FeedAdvice advice = new FeedAdvice(mark).hole(since(hole), until(hole));
        if (mark.lateness().ofHole() > 0 && !hole.ofIssue()) {
            return advice.grace(mark.lateness().ofHole());
        }
        if (hole.lost() > 0) {
            return advice.cause("a record could not be read");
        }
        return advice.maxSilence(until(hole) - since(hole));
    }

    /**
     * Whether all of this was told, or not covered before: what somebody loads into a hole, or of the time before the ledger
     * began, breaks nothing, and what is left of it is no new one.
     */
    private boolean wasTold(CoverageMark before, Hole hole) {
        if (before.coverage().isEmpty()
                || hole.until() < before.coverage().get(0).since()) {
            return true;
        }
        return before.holes().stream()
                .anyMatch(known -> known.since() <= hole.since()
                        && hole.until() <= known.until()
                        && (hole.ofIssue() || !known.ofIssue())
                        && before.frontier() >= toldAt(before, known.until()));
    }

    /** Accesses have been read up to here: where coverage has not come along, it has stopped. */
    void accessReadTo(long access) {
        accessReadTo = access;
        if (access == PositionMark.END) {
            // nothing will fill what is left
            marks.forEach((name, mark) -> holes(name, mark, mark, Long.MAX_VALUE));
        } else if (!hasWallClock) {
            marks.values().stream().filter(mark -> isPast(access, mark)).forEach(this::stopped);
        }
    }

    /** The wall clock is a witness too, once it has watched coverage stand still for so long itself. */
    void wallClock(long now) {
        hasWallClock = true;
        for (CoverageMark mark : marks.values()) {
            long still = now - movedAt.computeIfAbsent(name(mark), n -> now);
            if ((isPast(accessReadTo, mark) && still > SIDE_BY_SIDE)
                    || (isPast(now, mark) && still > silence(mark) + policy.grace())) {
                stopped(mark);
            }
        }
    }

    private boolean isPast(long time, CoverageMark mark) {
        return Times.known(time)
                && time != PositionMark.END
                && !mark.coverage().isEmpty()
                && time - mark.frontier() > silence(mark) + policy.grace();
    }

    /** Heartbeats that vouch for what lies behind them come as seldom as they come, and the silence between them is none. */
    private static long silence(CoverageMark mark) {
        long heartbeats = HEARTBEATS * mark.heartbeatEvery();
        if (mark.maxSilence() == Long.MAX_VALUE) {
            return heartbeats > 0 ? heartbeats : UNHEARD_OF;
        }
        return Math.max(mark.maxSilence(), heartbeats);
    }

    private void stopped(CoverageMark mark) {
        begun(name(mark), mark.frontier(), new FeedAdvice(mark));
    }

    private void lateness(CoverageMark mark, String name, long before) {
        String late = name + LATE;
        boolean isOpen = isOpen(late);
        long most = mark.lateness().most();
        if (most > before) {
            FeedAdvice advice = new FeedAdvice(mark).late(most);
            if (!isOpen) {
                begun(late, mark.lateness().since(), advice);
            } else if (Durations.roundedUp(most) > Durations.roundedUp(before)) {
                goesOn(late, mark.lateness().lastAt(), advice);
            }
        } else if (isOpen && most == 0) {
            ended(late, mark.frontier(), new FeedAdvice(mark).late(before));
        }
    }

    private boolean isOpen(String name) {
        return outages.get(name) != null && outages.get(name + OVER) == null;
    }

    private long start(String name) {
        Long start = outages.get(name);
        return start == null ? Times.UNKNOWN : start;
    }

    /** An outage has begun, unless it lasts already, or the last one has come again. */
    private void begun(String name, long start, FeedAdvice advice) {
        if (isOpen(name)) {
            return;
        }
        Long over = outages.get(name + OVER);
        if (over == null || start - over > policy.settings().millis(Catalogue.EPISODE_QUIET)) {
            outages.put(name, start);
            behind.remove(name);
            told.remove(name);
        }
        outages.remove(name + OVER);
        tell(name, start, advice);
    }

    /** More is known of it. */
    private void goesOn(String name, long last, FeedAdvice advice) {
        tell(name, Math.max(start(name) + 1, last), advice);
    }

    private void tell(String name, long last, FeedAdvice advice) {
        long start = start(name);
        out.finding(new Finding.Begun(key(name, start), start, Math.max(start, last), 0, evidence(advice), null));
    }

    private void ended(String name, long end, FeedAdvice advice) {
        long start = start(name);
        outages.put(name + OVER, end);
        long last = Math.max(start, end);
        out.finding(new Finding.Ended(key(name, start), start, last, 0, evidence(advice), StatusDetail.RECOVERED));
    }

    private static AlertKey key(String name, long start) {
        return new AlertKey(Rule.LEDGER_DEGRADED, name + '@' + start);
    }

    private static Evidence evidence(FeedAdvice advice) {
        return new Evidence(null, null, null, null, List.of(), advice.more());
    }
}
