package org.forgedtoken.detector.watch;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What WATCH goes by for sources.
 *
 * @param fanOutMin of so many accounts, or more, must one source use tokens that are not issued
 * @param unknownMin so many accounts that do not exist, in a day, are an alert
 * @param quiet ms without anything new after which an episode is over
 * @param shelfBytes of memory for each of the three kinds of sources, as much as there may be at the time
 */
public record SourcePolicy(int fanOutMin, int unknownMin, long quiet, LongSupplier shelfBytes) {
    /** Some 60 000 sources of an account or two, or 250 of hundreds; of each kind, and in each task. */
    public static final long SHELF_BYTES = 24L << 20;

    /** With room for {@value #SHELF_BYTES} bytes of each kind. */
    public SourcePolicy(int fanOutMin, int unknownMin, Duration quiet) {
        this(fanOutMin, unknownMin, quiet.toMillis(), () -> SHELF_BYTES);
    }

    /** The same with a bound of somebody else's. */
    public SourcePolicy within(LongSupplier bytes) {
        return new SourcePolicy(fanOutMin, unknownMin, quiet, bytes);
    }
}
