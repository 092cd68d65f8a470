package org.forgedtoken.detector.topology;

/**
 * Whether a partition was read to the end that it had when its task began: before that nobody can know which issuers an
 * issuance partition carries or which keys are listed, and so nothing may be said of what is not there. Where the log
 * ends with the markers of transactions its last offset is never read; then a silence of half a minute must do.
 */
final class CatchUp {
    private static final long SILENCE = 30_000;

    private final long end;
    private long heardAt;
    private boolean done;

    CatchUp(Inputs inputs, String topic, int partition, long now) {
        this.end = inputs.logEnd(topic, partition);
        this.heardAt = now;
        this.done = end <= inputs.logStart(topic, partition);
    }

    /** The offset behind its last record when its task began. */
    long end() {
        return end;
    }

    /** The record at this offset was read. */
    void read(long offset, long now) {
        heardAt = now;
        done = done || offset >= end - 1;
    }

    /** Whether the end was reached, {@code lastRead} being the last offset read in this or an earlier life. */
    boolean isDone(long lastRead, long now) {
        done = done || lastRead >= end - 1 || now - heardAt >= SILENCE;
        return done;
    }
}
