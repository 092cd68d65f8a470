package org.forgedtoken.detector.topology.codec;

import org.forgedtoken.detector.step.Watched;

/**
 * Accesses for one task of WATCH, each written as it comes: thousands that wait for the pack's end as objects would be
 * copied by each collection, and out of the processor's cache when they are written. Not thread-safe.
 */
public final class WatchedPack {
    private static final int MOST = 1_000;
    /** A record may have 8 MiB; and what an attacker writes into long names is held here for good. */
    private static final int MOST_BYTES = 256 * 1024;

    private final int partition;
    private final ByteWriter written = new ByteWriter();
    private WatchedForm form = new WatchedForm();
    private int size;

    /** @param partition the task's */
    public WatchedPack(int partition) {
        this.partition = partition;
    }

    /** The task's. */
    public int partition() {
        return partition;
    }

    /** Puts it behind the others. */
    public void add(Watched seen) {
        form.write(seen, written);
        size++;
    }

    /** The same of one use of an issued token, of which no more need be said; the account is in ASCII. */
    public void addOrdinary(long time, byte[] account, String source) {
        form.writeOrdinary(time, account, source, written);
        size++;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Whether it is to be sent before more come. */
    public boolean isFull() {
        return size >= MOST || written.size() >= MOST_BYTES;
    }

    /** From here on there are none. */
    public void clear() {
        written.clear();
        form = new WatchedForm();
        size = 0;
    }

    /** As a list of them is written. */
    void write(ByteWriter out) {
        out.writeSize(size);
        out.write(written);
    }
}
