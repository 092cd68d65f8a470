package org.forgedtoken.detector.topology;

import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Asks for a commit as soon as something was found, so that it does not lie in an open transaction for the rest of the
 * interval. A commit is of all tasks of the thread: hence at most ten a second.
 */
final class PromptCommit {
    private static final long INTERVAL = 100;

    private final ProcessingContext context;
    private long last = Long.MIN_VALUE / 2;
    private boolean wanted;

    PromptCommit(ProcessingContext context) {
        this.context = context;
    }

    /** Something was forwarded that someone waits for. */
    void want() {
        wanted = true;
    }

    /** After a record, and now and then: asks, if enough time has passed. */
    void perhaps(long now) {
        if (wanted && now - last >= INTERVAL) {
            wanted = false;
            last = now;
            context.commit();
        }
    }
}
