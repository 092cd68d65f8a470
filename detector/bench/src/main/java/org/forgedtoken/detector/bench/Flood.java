package org.forgedtoken.detector.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.forgedtoken.detector.bench.BenchFeed.FeedRecord;

/** Plays a flood at a steady pace, in a thread of its own, from {@link #begin} until it is closed. */
final class Flood implements AutoCloseable {
    private static final int LINGER = 20;

    private final FloodKind kind;
    private final int pace;
    private final long tokens;
    private final Filling filling;
    private final Thread thread;
    private volatile boolean playing = true;
    private volatile long sent;
    private volatile long nanos;

    Flood(FloodKind kind, int pace, long tokens, String servers) {
        this.kind = kind;
        this.pace = pace;
        this.tokens = tokens;
        filling = new Filling(servers, LINGER);
        thread = new Thread(this::play, "flood");
    }

    void begin() {
        thread.start();
    }

    /** Sends no more; what was sent has been written then. */
    void end() {
        playing = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long sent() {
        return sent;
    }

    /** How many different tokens these had. */
    long distinct() {
        return Math.min(sent, kind.distinct(tokens));
    }

    /** What was reached of the pace, accesses a second. */
    double reached() {
        return sent * 1e9 / Math.max(1, nanos);
    }

    private void play() {
        long begun = System.currentTimeMillis();
        long start = System.nanoTime();
        long i = 0;
        while (playing) {
            long due = (System.nanoTime() - start) * pace / TimeUnit.SECONDS.toNanos(1);
            for (; i < due && playing; i++) {
                long now = System.currentTimeMillis();
                FeedRecord record = kind.access(i, tokens, begun, now);
                filling.send(DataSet.KEYED.accessTopic(), null, now, record.key(), record.json());
            }
            sent = i;
            nanos = System.nanoTime() - start;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        sent = i;
        nanos = System.nanoTime() - start;
    }

    @Override
    public void close() {
        if (thread.isAlive()) {
            end();
        }
        filling.close();
    }
}
