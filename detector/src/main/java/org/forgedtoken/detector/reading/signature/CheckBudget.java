package org.forgedtoken.detector.reading.signature;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.forgedtoken.detector.feed.Source;
import org.jspecify.annotations.Nullable;

/** So many checks a second of the wall clock, of which one source gets no more than a hundredth. */
final class CheckBudget {
    private static final int SHARE = 100;

    private final int perSecond;
    private final LongSupplier clock;
    /** Of this second, so no more than were taken in it. */
    private final Map<String, Integer> bySource = new HashMap<>();

    private long second = Long.MIN_VALUE;
    private int taken;

    CheckBudget(int perSecond, LongSupplier clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /**
     * Takes one check, if any is left.
     *
     * @param address who presented the token; what is no address is no source
     */
    synchronized boolean take(@Nullable String address) {
        long now = Math.floorDiv(clock.getAsLong(), 1000L);
        if (now != second) {
            second = now;
            taken = 0;
            bySource.clear();
        }
        if (taken >= perSecond || bySource.getOrDefault(Source.of(address), 0) >= Math.max(1, perSecond / SHARE)) {
            return false;
        }
        spend(address, 1);
        return true;
    }

    /** So many more were made of the token for which one was taken. */
    synchronized void spend(@Nullable String address, int checks) {
        taken += checks;
        String source = Source.of(address);
        if (!source.equals(Source.UNKNOWN)) {
            bySource.merge(source, checks, Integer::sum);
        }
    }
}
