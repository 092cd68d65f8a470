package org.forgedtoken.detector.step;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
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
    /** A feed that has had late records is well again once it has moved on so far without a later one. */
    private static final long PUNCTUAL_AGAIN = 3_600_000;

    /**
     * The feeds are read side by side, and for a moment accesses may be ahead of issuances that are there already: where
     * there is a wall clock, coverage that accesses have passed must have stood still for so many ms of it.
     */
    private static final long SIDE_BY_SIDE = 10_000;

    private static final String LATE = "|late";

    private final JudgePolicy policy;
    private final Store<Long> outages;
    private final ToGroup out;
    private final Map<String, CoverageMark> marks = new HashMap<>();
    private final Map<String, Long> movedAt = new HashMap<>();
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
        Map<Long, Long> holes = holes(mark);
        if (before != null) {
            holes.entrySet().removeIf(hole -> wasOpen(before, hole.getKey(), hole.getValue()));
        }
        for (Map.Entry<Long, Long> hole : holes.entrySet()) {
            if (open == null || open.longValue() != hole.getKey()) {
                begun(mark, name, hole.getKey());
            }
            ended(mark, name, hole.getKey(), hole.getValue(), true);
        }
        if (open != null && mark.frontier() > open) {
            if (!holes.containsKey(open)) {
                ended(mark, name, open, mark.frontier(), false);
            }
            outages.remove(name);
        }
        lateness(mark, name, before == null ? 0 : before.lateness());
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
                    || (isPast(now, mark) && still > mark.maxSilence() + policy.grace())) {
                stopped(mark);
            }
        }
    }

    private boolean isPast(long time, CoverageMark mark) {
        return Times.known(time)
                && time != PositionMark.END
                && mark.maxSilence() != Long.MAX_VALUE
                && !mark.coverage().isEmpty()
                && time - mark.frontier() > mark.maxSilence() + policy.grace();
    }

    private void stopped(CoverageMark mark) {
        String name = name(mark);
        if (outages.get(name) == null) {
            outages.put(name, mark.frontier());
            begun(mark, name, mark.frontier());
        }
    }

    private void lateness(CoverageMark mark, String name, long before) {
        String late = name + LATE;
        Long open = outages.get(late);
        if (mark.lateness() > before) {
            if (open == null) {
                outages.put(late, mark.frontier());
                SortedMap<String, String> more = about(mark);
                more.put("lateness_ms", Long.toString(mark.lateness()));
                more.put("setting", "ledger.grace");
                out.finding(begun(key(late, mark.frontier()), mark.frontier(), evidence(more)));
            }
        } else if (open != null && mark.frontier() - open >= PUNCTUAL_AGAIN) {
            outages.remove(late);
            SortedMap<String, String> more = about(mark);
            more.put("lateness_ms", Long.toString(mark.lateness()));
            more.put("setting", "ledger.grace");
            out.finding(ended(key(late, open), open, mark.frontier(), evidence(more)));
        }
    }

    private void begun(CoverageMark mark, String name, long start) {
        out.finding(begun(key(name, start), start, evidence(about(mark))));
    }

    private void ended(CoverageMark mark, String name, long start, long end, boolean hole) {
        SortedMap<String, String> more = about(mark);
        if (hole) {
            more.put("hole_since_at", Long.toString(start));
            more.put("hole_until_at", Long.toString(end));
        }
        if (mark.holeLateness() > 0) {
            more.put("setting", "ledger.grace");
            more.put("setting_ms", Long.toString(mark.holeLateness()));
        } else if (hole && isLoss(mark, start, end)) {
            more.put("cause", "a record could not be read");
        } else if (hole) {
            more.put("setting", "ledger.max-silence");
            more.put("setting_ms", Long.toString(end - start));
        }
        out.finding(ended(key(name, start), start, end, evidence(more)));
    }

    private static boolean isLoss(CoverageMark mark, long start, long end) {
        return mark.lost().stream().anyMatch(lost -> lost.since() <= end && start <= lost.until());
    }

    private static Finding begun(AlertKey key, long start, Evidence evidence) {
        return new Finding.Begun(key, start, start, 0, evidence, null);
    }

    private static Finding ended(AlertKey key, long start, long end, Evidence evidence) {
        return new Finding.Ended(key, start, end, 0, evidence, StatusDetail.RECOVERED);
    }

    private static AlertKey key(String name, long start) {
        return new AlertKey(Rule.LEDGER_DEGRADED, name + '@' + start);
    }

    private static SortedMap<String, String> about(CoverageMark mark) {
        SortedMap<String, String> more = new TreeMap<>();
        more.put("feed_issuer", mark.issuer());
        more.put("partition", Integer.toString(mark.partition()));
        return more;
    }

    private static Evidence evidence(SortedMap<String, String> more) {
        return new Evidence(null, null, null, null, List.of(), more);
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
