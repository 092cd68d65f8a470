package org.forgedtoken.detector.replay.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.apache.kafka.common.utils.ThreadUtils;
import org.apache.kafka.common.utils.Utils;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.replay.input.Input.RecordReading;
import org.forgedtoken.detector.replay.input.Input.RecordReading.Batch;
import org.forgedtoken.detector.replay.input.RecordFormat.RawRecord;
import org.forgedtoken.detector.step.Origin;
import org.jspecify.annotations.Nullable;

/**
 * One input while it is read, its next record always at hand. A file that can be read again is opened only once its
 * turn has come: of a year of rotated logs few are open at a time. Its records are read by one thread at a time, ahead of the
 * one that takes them, and what was read is parsed by as many threads as there are. Not thread-safe.
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

    /** Every input may be so far ahead: while one batch is taken the next one is made. */
    private static final int LEAST_AHEAD = 2;

    private final Input input;
    private final RecordFormat format;
    private final Workers workers;
    private final LongConsumer progress;
    private final boolean regular;
    private final Queue<Future<Batch<Entry>>> batches = new ArrayDeque<>();
    private Iterator<Entry> batch = Collections.emptyIterator();
    private @Nullable Entry head;
    private int ahead;
    private boolean begun;
    private long time = Times.UNKNOWN;
    private long position;
    private long told;
    private boolean damaged;
    private volatile boolean closed;

    /** What is read last of all that was asked for: one read follows the other, whoever parses what they bring. */
    private CompletableFuture<Batch<RawRecord>> read =
            CompletableFuture.completedFuture(new Batch<>(List.of(), 0, null));

    /** Of the reads alone. */
    private @Nullable RecordReading reading;

    /** Where the first record of all lies; negative before one was read. */
    private volatile long first = -1;

    /** @param progress is told, of each record, how much more has been read, in the unit of {@link Input#length} */
    public OpenInput(Input input, RecordFormat format, Workers workers, LongConsumer progress) throws IOException {
        this.input = input;
        this.format = format;
        this.workers = workers;
        this.progress = progress;
        this.regular = input.isRegular();
        if (regular) {
            time = input.firstTime(format);
        } else {
            askForMore();
        }
    }

    /** Waits, where reading has begun, until the time of the first record is known. */
    void awaitFirst() throws IOException {
        if (!regular) {
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

    /**
     * The next record that is asked for; null behind the last one.
     *
     * @throws IOException where the input cannot be read, saying so in a sentence
     */
    @Nullable
    public Entry next() throws IOException {
        begin();
        Entry entry = head;
        if (entry != null) {
            head = following();
        }
        return entry;
    }

    /** What has been read is of no use any more. */
    @Override
    public void close() {
        told(-ahead);
        closed = true;
        CompletableFuture<?> unused = read.handleAsync(
                (last, failure) -> {
                    Utils.closeQuietly(reading, input.name());
                    return last;
                },
                reader());
    }

    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            if (regular) {
                askForMore();
            }
            head = following();
        }
    }

    private @Nullable Entry following() throws IOException {
        boolean more = true;
        while (true) {
            while (!batch.hasNext()) {
                if (!more) {
                    return null;
                }
                more = takeBatch();
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

    /** Whether there may be another one. */
    private boolean takeBatch() throws IOException {
        Batch<Entry> next = awaited(batches.remove());
        told(-1);
        position = next.position();
        batch = next.records().iterator();
        Batch.End end = next.end();
        if (end == null) {
            askForMore();
            return true;
        }
        damaged = end.brokenOff();
        input.wasRead(end);
        return false;
    }

    private Batch<Entry> awaited(Future<Batch<Entry>> batch) throws IOException {
        try {
            return batch.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException)
                    new InterruptedIOException("Reading " + input.name() + " was interrupted.").initCause(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void askForMore() {
        while (ahead < LEAST_AHEAD || workers.hasRoom()) {
            told(1);
            read = read.thenApplyAsync(this::read, reader());
            batches.add(read.thenApplyAsync(this::parsed, workers.threads));
        }
    }

    private void told(int more) {
        ahead += more;
        workers.ahead(more);
    }

    private Executor reader() {
        return regular ? workers.threads : workers.waiting;
    }

    private Batch<RawRecord> read(Batch<RawRecord> before) {
        if (closed || before.end() != null) {
            return before; // nobody takes it
        }
        try {
            RecordReading from = reading == null ? input.open() : reading;
            reading = from;
            Batch<RawRecord> some = from.next();
            if (first < 0 && !some.records().isEmpty()) {
                first = some.records().get(0).position();
            }
            return some;
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** The first record of all, if it states no time, is as old as Kafka says: nothing before it can tell. */
    private Batch<Entry> parsed(Batch<RawRecord> some) {
        List<Entry> entries = new ArrayList<>(some.records().size());
        for (RawRecord record : some.records()) {
            Origin origin = input.origin(record.position());
            Reading content = format.read(record, origin.text());
            long stated = content.time();
            try {
                input.parsed(record, stated);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
            long known = record.position() == first ? Times.either(stated, record.writtenAt()) : stated;
            entries.add(new Entry(origin, content, known, record.isBackfilled(), record.lost()));
        }
        return new Batch<>(entries, some.position(), some.end());
    }

    /**
     * The threads that unpack and parse files, and how far they may be ahead of the one that takes what they make. All but
     * the pools are for that one alone.
     */
    public static final class Workers implements Closeable {
        /** So many batches a thread may be ahead, of all files together: that is about a megabyte a thread. */
        private static final int AHEAD = 4;

        /** For what never waits for anybody. */
        private final ExecutorService threads;
        /** For what may wait for a pipe, for as long as it takes. */
        private final ExecutorService waiting =
                Executors.newCachedThreadPool(ThreadUtils.createThreadFactory("replay-input-%d", true));

        private final int most;
        private int ahead;

        public Workers(int threads) {
            this.threads =
                    Executors.newFixedThreadPool(threads, ThreadUtils.createThreadFactory("replay-read-%d", true));
            this.most = AHEAD * threads;
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
    }
}
