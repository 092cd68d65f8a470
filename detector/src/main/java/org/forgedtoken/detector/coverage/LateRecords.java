package org.forgedtoken.detector.coverage;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.forgedtoken.detector.coverage.Stretches.Stretch;

/**
 * Records later than grace that have come into holes: they fill a hole once they leave no silence in it that is too long
 * and the feed has moved on by grace since the last of them was read. Epoch ms. Not thread-safe.
 */
final class LateRecords {
    /** Records closer than this, in ms, are kept as one: an outage may bring millions. */
    private static final long RESOLUTION = 100;

    /** Time → where the feed had come to when it was read. */
    private final NavigableMap<Long, Long> readAt;

    LateRecords(Map<Long, Long> readAt) {
        this.readAt = new TreeMap<>(readAt);
    }

    Map<Long, Long> snapshot() {
        return new TreeMap<>(readAt);
    }

    boolean isEmpty() {
        return readAt.isEmpty();
    }

    /** Whether one is later in event time. */
    boolean isAnyAfter(long time) {
        return !readAt.isEmpty() && readAt.lastKey() > time;
    }

    void add(long time, long newest) {
        Long neighbour = readAt.floorKey(time + RESOLUTION / 2);
        boolean crowded = neighbour != null && neighbour > time - RESOLUTION / 2;
        readAt.put(crowded ? neighbour : time, newest);
    }

    /** Fills the holes of {@code covered} that can be filled; returns whether any was. */
    boolean fill(Stretches covered, long maxSilence, long newest, long grace) {
        boolean filled = false;
        List<Stretch> stretches = covered.asList();
        for (int i = 1; i < stretches.size(); i++) {
            long after = stretches.get(i - 1).until();
            long before = stretches.get(i).since();
            Map<Long, Long> inside = readAt.subMap(after, false, before, false);
            if (!inside.isEmpty()
                    && leavesNoSilence(after, inside, before, maxSilence)
                    && hasMovedOn(inside, newest - grace)) {
                covered.add(after, before);
                filled = true;
            }
        }
        readAt.keySet().removeIf(time -> covered.isEmpty() || time < covered.start() || covered.holds(time, time));
        return filled;
    }

    private static boolean leavesNoSilence(long after, Map<Long, Long> inside, long before, long maxSilence) {
        long from = after;
        for (long time : inside.keySet()) {
            if (time - from > maxSilence) {
                return false;
            }
            from = time;
        }
        return before - from <= maxSilence;
    }

    private static boolean hasMovedOn(Map<Long, Long> inside, long past) {
        return inside.values().stream().allMatch(readAt -> readAt <= past);
    }
}
