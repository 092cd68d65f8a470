package org.forgedtoken.detector.step;

import java.util.List;

/**
 * A step of the flow, as every host runs it: a task of Kafka Streams, the chain of a replay, the time-line of a test. What
 * it says goes to the {@link Emit} that it was made with. No host asks it what it is, and it asks no host. Not thread-safe.
 *
 * @param <I> what comes in
 */
public interface Stage<I> {
    /** Takes in messages that came together. */
    void accept(List<? extends I> batch);

    /** Does some of what waits: at most so many pieces; whether there is more. */
    default boolean work(int budget) {
        return false;
    }

    /** The wall clock (epoch ms), some ten times a second where there is one: nothing may have come. */
    default void tick(long wallClock) {}

    /** Evicts what is too old to matter; visits about {@code limit} entries. */
    default void sweep(int limit) {}
}
