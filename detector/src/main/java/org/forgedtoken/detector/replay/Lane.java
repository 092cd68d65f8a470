package org.forgedtoken.detector.replay;

import java.io.Closeable;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does what another one tells it, in the order in which it is told: the two overlap, and what comes out is
 * what would come out of one. It may be behind by so much and no more; then the one that tells waits. All methods are for
 * that one.
 */
final class Lane implements Executor, Closeable {
    /** So many calls may wait, each of which is mostly about dozens of records. */
    private static final int BEHIND = 128;
    /** Behind it nothing comes. */
    @SuppressWarnings("UnnecessaryLambda") // it is known by its identity
    private static final Runnable END = () -> {};

    private final BlockingQueue<Runnable> told = new ArrayBlockingQueue<>(BEHIND);
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    Lane(String name) {
        thread = new Thread(this::work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** To be done after all that was told before; throws what one of those has thrown, once it is known. */
    @Override
    public void execute(Runnable call) {
        throwFailure();
        put(call);
    }

    /** Waits until all that was told is done; nothing may be told after that. */
    void end() {
        put(END);
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        throwFailure();
    }

    /** Leaves undone what has not been begun, and waits for what has. */
    @Override
    public void close() {
        told.clear();
        told.add(END);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(Runnable call) {
        try {
            told.put(call);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Behind a failure it takes what it is told and does nothing: who tells it must not wait forever. */
    private void work() {
        try {
            for (Runnable call = told.take(); call != END; call = told.take()) {
                if (failure == null) {
                    done(call);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody wants the rest
        }
    }

    private void done(Runnable call) {
        try {
            call.run();
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

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("The replay was interrupted.", e);
    }
}
