package org.forgedtoken.detector.coverage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.forgedtoken.detector.coverage.Stretches.Stretch;

/**
 * What has broken the coverage of one issuer in one partition, and how many records can be missing by it. Epoch ms. Not
 * thread-safe.
 */
public final class Torn {
    /** So many unreadable records are told apart by their times; of more, those of a longer and longer while are one. */
    private static final int MOST = 10_000;

    private static final int COARSER = 10;

    /** Silences, and losses between neighbours, in the order of their beginnings. */
    private final List<Hole> between;
    /** Time → unreadable records of that time, or of the {@link #resolution} that begins with it. */
    private final NavigableMap<Long, Long> unread;

    private long resolution;

    /** All that is plain data here. */
    public record State(List<Hole> between, Map<Long, Long> unread, long resolution) {
        static final State NONE = new State(List.of(), Map.of(), 1);
    }

    Torn(State state) {
        between = new ArrayList<>(state.between());
        unread = new TreeMap<>(state.unread());
        resolution = state.resolution();
    }

    State state() {
        return new State(List.copyOf(between), new TreeMap<>(unread), resolution);
    }

    void add(Hole hole) {
        if (hole.ofIssue()) {
            unread.merge(place(hole.since()), hole.lost(), Long::sum);
            while (unread.size() > MOST) {
                coarsen();
            }
        } else {
            between.add(hole);
            between.sort(Comparator.comparingLong(Hole::since));
        }
    }

    /** Somebody vouches for all records of these times. */
    void vouched(long since, long until) {
        unread.subMap(since, true, until, true).clear();
        for (Hole hole : List.copyOf(between)) {
            if (hole.lost() > 0 && hole.touches(since, until)) {
                between.remove(hole);
                if (hole.since() < since) {
                    add(hole.within(hole.since(), since - 1));
                }
                if (hole.until() > until) {
                    add(hole.within(until + 1, hole.until()));
                }
            }
        }
    }

    /** Forgets the silences that are covered by now. */
    void filled(Stretches covered) {
        between.removeIf(hole -> hole.lost() == 0 && covered.holds(hole.since(), hole.until()));
    }

    /** What was lost between neighbours: nothing of it is covered, whatever was read beside it. */
    List<Stretch> lost() {
        return between.stream()
                .filter(hole -> hole.lost() > 0)
                .map(hole -> new Stretch(hole.since(), hole.until()))
                .toList();
    }

    /** Whether something was lost between neighbours at this time or later. */
    boolean isLostAfter(long time) {
        return !between.isEmpty() && between.stream().anyMatch(hole -> hole.lost() > 0 && hole.until() >= time);
    }

    /**
     * All holes in order.
     *
     * @param coverage without what was {@link #lost}
     * @param skew ms, by which a token's own times and its record's may differ
     */
    List<Hole> holes(List<Stretch> coverage, long skew) {
        if (coverage.size() <= 1 && unread.isEmpty()) {
            return List.of();
        }
        List<Hole> holes = new ArrayList<>();
        unread.forEach(
                (time, records) -> holes.add(new Hole(time - skew, time + resolution - 1 + skew, true, records, 0)));
        List<Hole> all = new ArrayList<>(Hole.together(holes));
        int first = 0;
        for (int i = 1; i < coverage.size(); i++) {
            long since = coverage.get(i - 1).until() + 1;
            long until = coverage.get(i).since() - 1;
            while (first < between.size() && between.get(first).until() < since) {
                first++;
            }
            all.add(gap(since, until, first));
        }
        all.sort(Comparator.comparingLong(Hole::since));
        return all;
    }

    /** Of what nothing is known it may hold any number. */
    private Hole gap(long since, long until, int first) {
        Hole gap = null;
        for (int i = first; i < between.size() && between.get(i).since() <= until; i++) {
            Hole part = between.get(i);
            if (part.touches(since, until)) {
                gap = part.with(gap == null ? Hole.ofSilence(since, until, 0) : gap, since, until);
            }
        }
        return gap == null ? Hole.ofSilence(since, until, Hole.UNBOUNDED) : gap;
    }

    private long place(long time) {
        return Math.floorDiv(time, resolution) * resolution;
    }

    private void coarsen() {
        resolution *= COARSER;
        Map<Long, Long> before = new TreeMap<>(unread);
        unread.clear();
        before.forEach((time, records) -> unread.merge(place(time), records, Long::sum));
    }
}
