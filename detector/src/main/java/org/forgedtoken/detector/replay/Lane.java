package org.forgedtoken.detector.replay;

import java.io.Closeable;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.ThreadUtils;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does what another one tells it, in the order in which it is told: the two overlap, and what comes out is
 * what would come out of one. It may be behind by so much and no more; then the one that tells waits. All methods are for
 * that one.
 */
final class Lane implements Executor, Closeable {
    /** So many calls may wait, each of which is mostly about dozens of records. */
    private static final int BEHIND = 128;

    private final ThreadPoolExecutor thread;
    private volatile @Nullable Throwable failure;

    Lane(String name) {
        thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(BEHIND),
                ThreadUtils.createThreadFactory(name, true),
                (call, full) -> uninterrupted(() -> full.getQueue().put(call)));
    }

    /** To be done after all that was told before; throws what one of those has thrown, once it is known. */
    @Override
    public void execute(Runnable call) {
        throwFailure();
        thread.execute(() -> done(call));
    }

    /** Waits until all that was told is done; nothing may be told after that. */
    void end() {
        thread.shutdown();
        uninterrupted(() -> thread.awaitTermination(Long.MAX_VALUE, TimeUnit.DAYS));
        throwFailure();
    }

    /** Leaves undone what has not been begun, and waits for what has. */
    @Override
    public void close() {
        thread.getQueue().clear();
        ThreadUtils.shutdownExecutorServiceQuietly(thread, Long.MAX_VALUE, TimeUnit.DAYS);
    }

    /** Behind a failure it takes what it is told and does nothing: who tells it must not wait forever. */
    private void done(Runnable call) {
        try {
            if (failure == null) {
                call.run();
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private void throwFailure() {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    private interface Waiting {
        void run() throws InterruptedException;
    }

    private static void uninterrupted(Waiting waiting) {
        try {
            waiting.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The replay was interrupted.", e);
        }
    }
}
