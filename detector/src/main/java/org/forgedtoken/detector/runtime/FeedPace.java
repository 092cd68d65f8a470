package org.forgedtoken.detector.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps accesses of a backlog behind its issuances, in all stream threads of a process: each task takes its own inputs in
 * order, but one that has come to its accesses would judge them while another still reads what was issued before, and each
 * would be put aside, written down and judged again. Nothing waits for a feed that stands still, nor what is not a backlog.
 * Thread-safe.
 */
final class FeedPace {
    /** Nothing is to be waited for. */
    static final long END = Long.MAX_VALUE;

    /** Accesses of the last so many ms are no backlog. */
    private static final long LIVE = 10_000;

    /** How long it is waited for the next issuances, ms. */
    private static final long PATIENCE = 2_000;

    /** Until what was read last is known to all who judge, ms: a commit, and the marks before it. */
    private static final long SETTLES = 1_250;

    private final Map<Object, Long> read = new ConcurrentHashMap<>();
    private long least = END;
    private long movedAt = Long.MIN_VALUE / 2;
    private boolean isHolding;

    /** This consumer has read its issuances so far (epoch ms); {@link #END}: to their ends. */
    void readTo(Object consumer, long time) {
        read.put(consumer, time);
    }

    /** The consumer is closed. */
    void forget(Object consumer) {
        read.remove(consumer);
    }

    /**
     * Whether accesses of a partition are to be left where they are for now.
     *
     * @param time of the last that was read of it, epoch ms
     */
    synchronized boolean holds(long time, long now) {
        long reached = read.values().stream().mapToLong(Long::longValue).min().orElse(END);
        if (reached != least) {
            least = reached;
            movedAt = now;
        }
        boolean isOld = time < now - LIVE;
        if (reached == END) {
            isHolding = isHolding && now - movedAt < SETTLES;
        } else {
            isHolding = now - movedAt < PATIENCE && ((isOld && reached < time) || isHolding);
        }
        return isHolding && isOld && (reached < time || reached == END);
    }
}
