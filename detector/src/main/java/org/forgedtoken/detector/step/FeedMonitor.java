package org.forgedtoken.detector.step;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.CoverageMark;
import org.forgedtoken.detector.ledger.PositionMark;
import org.forgedtoken.detector.ledger.Stretches.Stretch;
import org.forgedtoken.detector.rule.Rule;

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

    private final JudgePolicy policy;
    private final Store<Long> outages;
    private final ToGroup out;
    private final Map<String, CoverageMark> marks = new HashMap<>();
    private final Map<String, Long> movedAt = new HashMap<>();
    /** Of an outage: the grace that was told to help, in ms. */
    private final Map<String, Long> told = new HashMap<>();
    /** Of an outage: by how much accesses were past coverage at most, over the silence that is allowed, in ms. */
    private final Map<String, Long> behind = new HashMap<>();

    private long accessReadTo = Times.UNKNOWN;
    private boolean hasWallClock;

    FeedMonitor(JudgePolicy policy, Store<Long> outages, Store<CoverageMark> marks, ToGroup out) {
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
        if (before == null || before.frontier() != mark.frontier()) {
            movedAt.remove(name);
        }
        Long open = outages.get(name);
        if (open != null && before != null) {
            fellBehind(name, before);
        }
        Map<Long, Long> holes = holes(mark);
        if (before != null) {
            holes.entrySet().removeIf(hole -> wasOpen(before, hole.getKey(), hole.getValue()));
        }
        for (Map.Entry<Long, Long> hole : holes.entrySet()) {
            if (open == null || open.longValue() != hole.getKey()) {
                begun(name, hole.getKey(), new FeedAdvice(mark));
            }
            ended(name, hole.getKey(), hole.getValue(), afterHole(mark, hole.getKey(), hole.getValue()));
        }
        if (open != null && mark.frontier() > open) {
            movedOn(mark, name, open, holes.containsKey(open));
        }
        lateness(mark, name, before == null ? 0 : before.lateness().most());
    }

    /**
     * Coverage moves again. While accesses are still past it by too much, as where a clock is wrong or a backlog is being
     * read, it is one outage that goes on, not a new one with each record.
     */
    private void movedOn(CoverageMark mark, String name, long open, boolean leftHole) {
        long needed = Math.max(behind.getOrDefault(name, 0L), mark.lateness().ofHole());
        FeedAdvice advice = needed > 0 ? new FeedAdvice(mark).grace(needed) : new FeedAdvice(mark);
        if (!leftHole && isPast(accessReadTo, mark)) {
            if (FeedAdvice.roundedUp(needed) > told.getOrDefault(name, 0L)) {
                told.put(name, FeedAdvice.roundedUp(needed));
                goesOn(name, open, mark.frontier(), advice);
            }
            return;
        }
        if (!leftHole) {
            ended(name, open, mark.frontier(), advice);
        }
        outages.remove(name);
        behind.remove(name);
        told.remove(name);
    }

    private void fellBehind(String name, CoverageMark mark) {
        if (isPast(accessReadTo, mark)) {
            behind.merge(name, accessReadTo - mark.frontier() - silence(mark), Math::max);
        }
    }

    private FeedAdvice afterHole(CoverageMark mark, long since, long until) {
        FeedAdvice advice = new FeedAdvice(mark).hole(since, until);
        if (mark.lateness().ofHole() > 0) {
            return advice.grace(mark.lateness().ofHole());
        }
        if (isLoss(mark, since, until)) {
            return advice.cause("a record could not be read");
        }
        return advice.maxSilence(until - since);
    }

    /**
     * Whether all of this was uncovered already: what somebody loads into a hole, or of the time before the ledger began,
     * breaks nothing, and what is left of it is no new one.
     */
    private static boolean wasOpen(CoverageMark before, long since, long until) {
        long openSince = Long.MIN_VALUE;
        for (Stretch covered : before.coverage()) {
            if (openSince <= since && until <= covered.since()) {
                return true;
            }
            openSince = covered.until();
        }
        return false;
    }

    /** Accesses have been read up to here: where coverage has not come along, it has stopped. */
    void accessReadTo(long access) {
        accessReadTo = access;
        if (!hasWallClock) {
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

    private static long silence(CoverageMark mark) {
        return mark.maxSilence() == Long.MAX_VALUE ? UNHEARD_OF : mark.maxSilence();
    }

    private void stopped(CoverageMark mark) {
        String name = name(mark);
        if (outages.get(name) == null) {
            outages.put(name, mark.frontier());
            begun(name, mark.frontier(), new FeedAdvice(mark));
        }
    }

    private void lateness(CoverageMark mark, String name, long before) {
        String late = name + LATE;
        Long open = outages.get(late);
        long most = mark.lateness().most();
        if (most > before) {
            FeedAdvice advice = new FeedAdvice(mark).late(most);
            if (open == null) {
                outages.put(late, mark.lateness().since());
                begun(late, mark.lateness().since(), advice);
            } else if (FeedAdvice.roundedUp(most) > FeedAdvice.roundedUp(before)) {
                goesOn(late, open, Math.max(open + 1, mark.lateness().lastAt()), advice);
            }
        } else if (open != null && most == 0) {
            outages.remove(late);
            ended(late, open, mark.frontier(), new FeedAdvice(mark).late(before));
        }
    }

    private void begun(String name, long start, FeedAdvice advice) {
        goesOn(name, start, start, advice);
    }

    /** More is known of it. */
    private void goesOn(String name, long start, long last, FeedAdvice advice) {
        out.finding(new Finding.Begun(key(name, start), start, last, 0, evidence(advice), null));
    }

    private void ended(String name, long start, long end, FeedAdvice advice) {
        out.finding(new Finding.Ended(key(name, start), start, end, 0, evidence(advice), StatusDetail.RECOVERED));
    }

    private static boolean isLoss(CoverageMark mark, long start, long end) {
        return mark.lost().stream().anyMatch(lost -> lost.since() <= end && start <= lost.until());
    }

    private static AlertKey key(String name, long start) {
        return new AlertKey(Rule.LEDGER_DEGRADED, name + '@' + start);
    }

    private static Evidence evidence(FeedAdvice advice) {
        return new Evidence(null, null, null, null, List.of(), advice.more());
    }

    /** The holes between stretches: after which time → before which time. */
    private static Map<Long, Long> holes(CoverageMark mark) {
        Map<Long, Long> holes = new TreeMap<>();
        List<Stretch> stretches = mark.coverage();
        for (int i = 1; i < stretches.size(); i++) {
            holes.put(stretches.get(i - 1).until(), stretches.get(i).since());
        }
        return holes;
    }
}
