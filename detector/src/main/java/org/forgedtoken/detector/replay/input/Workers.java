package org.forgedtoken.detector.replay.input;

import java.io.Closeable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that unpack and parse files, and how far they may be ahead of the one that takes what they make. All but
 * the pools are for that one alone.
 */
public final class Workers implements Closeable {
    /** So many batches a thread may be ahead, of all files together: that is about a megabyte a thread. */
    private static final int AHEAD = 4;

    private final ExecutorService threads;
    private final ExecutorService waiting = Executors.newCachedThreadPool(named("replay-input-"));
    private final int most;
    private int ahead;

    public Workers(int threads) {
        this.threads = Executors.newFixedThreadPool(threads, named("replay-read-"));
        this.most = AHEAD * threads;
    }

    /** For what never waits for anybody. */
    Executor threads() {
        return threads;
    }

    /** For what may wait for a pipe, for as long as it takes. */
    Executor waiting() {
        return waiting;
    }

    /** Whether one more batch may be asked for. */
    boolean hasRoom() {
        return ahead < most;
    }

    /** So many more batches have been asked for, or (negative) taken. */
    void ahead(int more) {
        ahead += more;
    }

    /** What was begun is ended, and nothing new is taken in. */
    @Override
    public void close() {
        threads.shutdown();
        waiting.shutdown();
    }

    /** Nobody waits for them: who asks for an end while a pipe is silent gets it. */
    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
