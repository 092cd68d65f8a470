package org.forgedtoken.detector.group;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.alert.Finding;

/** Remembers when the uses of an alert were, in bounded room: they are put in order whenever they are told. Event times, epoch ms. */
final class UseTimes {
    /**
     * So many uses of an alert are remembered one by one; of more, how many there were in each stretch of a {@value #STRETCHES}th
     * of grace, and of those that the alert opens with the last of each.
     */
    private static final int EACH = 100;
    /** And of an alert that stands for many, which a flood writes again at each use: what is remembered is written each time. */
    private static final int EACH_OF_MANY = 10;

    private static final int STRETCHES = 16;

    /** With a grace of none, too, the uses that an alert opens with take bounded room. */
    private static final long LEAST_OPENING_STRETCH = 1_000;

    private final long resolution;

    /** @param grace ms, by which records may be late */
    UseTimes(long grace) {
        this.resolution = Math.max(1, grace / STRETCHES);
    }

    /** Ms, to which the time of a hundredth and later use is told. */
    long resolution() {
        return resolution;
    }

    /** The alert with these uses more. */
    AlertState with(AlertState alert, Finding.Use use) {
        NavigableMap<Long, Long> recent = new TreeMap<>(alert.recent());
        use.uses().forEach((time, accesses) -> remember(recent, each(alert), alert.horizon(), time, accesses));
        return alert.with(recent);
    }

    /** The alert with only the count of its oldest uses up to {@code until}, where there are many. */
    AlertState compacted(AlertState alert, long until) {
        return alert.compacted(until, each(alert), resolution);
    }

    /** Under its own time; of many under the start of its stretch, and up to the horizon under the last time in its stretch. */
    private void remember(NavigableMap<Long, Long> recent, int most, long horizon, long time, long accesses) {
        if (recent.size() < most || recent.containsKey(time)) {
            recent.merge(time, accesses, Long::sum);
        } else if (time > horizon) {
            long start = Math.floorDiv(time, resolution) * resolution;
            recent.merge(Math.max(horizon + 1, start), accesses, Long::sum);
        } else {
            long length = Math.max(resolution, LEAST_OPENING_STRETCH);
            long start = Math.floorDiv(time, length) * length;
            Map.Entry<Long, Long> other = recent.floorEntry(Math.min(horizon, start + length - 1));
            if (other == null || other.getKey() < start) {
                recent.put(time, accesses);
            } else {
                recent.remove(other.getKey());
                recent.put(Math.max(time, other.getKey()), accesses + other.getValue());
            }
        }
    }

    private static int each(AlertState alert) {
        return alert.rollUp() ? EACH_OF_MANY : EACH;
    }
}
