package org.forgedtoken.detector.web;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The answers that are being given. One that takes too long is cut off with its connection: whoever asks for much and reads
 * nothing would keep its thread for ever, and there are only so many.
 */
final class UnderWay implements AutoCloseable {
    private final Duration longest;
    private final Set<Answering> all = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "http-clock");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledFuture<?> looking;

    /** One answer, given by the thread that has begun it. */
    final class Answering {
        private final Thread thread = Thread.currentThread();
        private final long since = System.nanoTime();
        private boolean over;

        private synchronized void cutIfStuck() {
            if (!over && System.nanoTime() - since > longest.toNanos()) {
                // This closes the channel on which it waits.
                thread.interrupt();
            }
        }

        /** It is given, or was cut off; the thread goes on with another. */
        synchronized void end() {
            over = true;
            all.remove(this);
            Thread.interrupted();
        }
    }

    UnderWay(Duration longest) {
        this.longest = longest;
        long look = Math.max(1, longest.toMillis() / 10);
        looking =
                clock.scheduleAtFixedRate(() -> all.forEach(Answering::cutIfStuck), look, look, TimeUnit.MILLISECONDS);
    }

    /** An answer of the calling thread begins. */
    Answering begin() {
        Answering one = new Answering();
        all.add(one);
        return one;
    }

    @Override
    public void close() {
        looking.cancel(true);
        clock.shutdownNow();
    }
}
