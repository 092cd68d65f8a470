package org.forgedtoken.detector.metrics;

import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** How far the ledger's completeness is behind the wall clock: the worst of all tasks that speak for a part of it. */
public final class CoverageLag {

    private final InstantSource clock;
    private final long start;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Map<String, Long> covered = new ConcurrentHashMap<>();

    CoverageLag(InstantSource clock) {
        this.clock = clock;
        this.start = clock.millis();
    }

    /**
     * The ledger is complete to here.
     *
     * @param part who says so: a task, or an issuer and partition
     * @param until epoch ms
     * @return whether nobody has said so since the start
     */
    public boolean reached(String part, long until) {
        covered.put(part, until);
        return !begun.getAndSet(true);
    }

    /** The part is no longer in this process. */
    public void forget(String part) {
        covered.remove(part);
    }

    /** From the start on, where nothing is known. */
    public double seconds() {
        // A copy, since a part may go between the question and the answer.
        Map<String, Long> now = Map.copyOf(covered);
        long until = now.isEmpty() ? start : Collections.min(now.values());
        return Math.max(0, clock.millis() - until) / 1000.0;
    }
}
