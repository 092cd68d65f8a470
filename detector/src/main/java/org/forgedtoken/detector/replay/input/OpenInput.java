package org.forgedtoken.detector.replay.input;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.replay.input.Input.RecordReading.Batch;
import org.forgedtoken.detector.step.Origin;
import org.jspecify.annotations.Nullable;

/**
 * One input while it is read, its next record always at hand. A file that can be read again is opened only once its
 * turn has come: of a year of rotated logs few are open at a time. Not thread-safe.
 */
public final class OpenInput implements Closeable {
    /**
     * One record.
     *
     * @param time the record's own, epoch ms, or that of the last one before it which could be read
     * @param backfilled whether a backfill has written it
     * @param lost so many records before it are gone that nobody has read
     */
    public record Entry(Origin origin, Reading reading, long time, boolean backfilled, long lost) {
        Entry at(long otherTime) {
            return new Entry(origin, reading, otherTime, backfilled, lost);
        }
    }

    private final Input input;
    private final RecordFormat format;
    private final Workers workers;
    private final LongConsumer progress;
    private @Nullable ReadAhead ahead;
    private Iterator<Entry> batch = Collections.emptyIterator();
    private @Nullable Entry head;
    private boolean begun;
    private long time = Times.UNKNOWN;
    private long position;
    private long told;
    private boolean damaged;

    /** @param progress is told, of each record, how much more has been read, in the unit of {@link Input#length} */
    public OpenInput(Input input, RecordFormat format, Workers workers, LongConsumer progress) throws IOException {
        this.input = input;
        this.format = format;
        this.workers = workers;
        this.progress = progress;
        if (input.isRegular()) {
            time = input.firstTime(format);
        } else {
            ahead = new ReadAhead(input, format, workers);
        }
    }

    /** Waits, where reading has begun, until the time of the first record is known. */
    void awaitFirst() throws IOException {
        if (ahead != null && !begun) {
            begin();
        }
    }

    /** The time of the next record, epoch ms; {@link Times#UNKNOWN} while none could be read. */
    long time() {
        return time;
    }

    /** Whether any of it has been read. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether it broke off before its end. */
    boolean isDamaged() {
        return damaged;
    }

    /** The next record that is asked for; null behind the last one. */
    @Nullable
    public Entry next() throws IOException {
        if (!begun) {
            begin();
        }
        Entry entry = head;
        if (entry != null) {
            head = read();
        }
        return entry;
    }

    @Override
    public void close() {
        if (ahead != null) {
            ahead.close();
        }
    }

    private void begin() throws IOException {
        begun = true;
        if (ahead == null) {
            ahead = new ReadAhead(input, format, workers);
        }
        head = read();
    }

    private @Nullable Entry read() throws IOException {
        while (true) {
            while (!batch.hasNext()) {
                if (ahead == null || !more(ahead)) {
                    return null;
                }
            }
            Entry entry = batch.next();
            input.recordRead(entry.time());
            progress.accept(position - told);
            told = position;
            time = Times.either(entry.time(), time);
            if (input.isAsked(time)) {
                return entry.time() == time ? entry : entry.at(time);
            }
            input.leftOut();
        }
    }

    private boolean more(ReadAhead from) throws IOException {
        Batch<Entry> next = from.take();
        position = next.position();
        Batch.End end = next.end();
        if (end != null) {
            damaged = end.brokenOff();
            input.wasRead(end);
        }
        batch = next.records().iterator();
        return end == null;
    }

    /**
     * The threads that unpack and parse files, and how far they may be ahead of the one that takes what they make. All but
     * the pools are for that one alone.
     */
    public static final class Workers implements Closeable {
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
}
