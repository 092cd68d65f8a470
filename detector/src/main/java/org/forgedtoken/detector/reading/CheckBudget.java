package org.forgedtoken.detector.reading;

import java.util.function.LongSupplier;

/** So many checks a second of the wall clock, and no more. */
final class CheckBudget {
    private final int perSecond;
    private final LongSupplier clock;
    private long second = Long.MIN_VALUE;
    private int taken;

    CheckBudget(int perSecond, LongSupplier clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /** Takes one, if there is one left. */
    synchronized boolean take() {
        long now = Math.floorDiv(clock.getAsLong(), 1000L);
        if (now != second) {
            second = now;
            taken = 0;
        }
        return taken++ < perSecond;
    }
}
