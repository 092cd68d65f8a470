package org.forgedtoken.detector.replay.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.replay.input.Input.RecordReading;
import org.forgedtoken.detector.replay.input.Input.RecordReading.Batch;
import org.forgedtoken.detector.replay.input.OpenInput.Workers;
import org.forgedtoken.detector.replay.input.RecordFormat.RawRecord;
import org.forgedtoken.detector.step.Origin;
import org.jspecify.annotations.Nullable;

/**
 * One input, read and parsed by other threads ahead of the one that takes its batches, which come in the order of the
 * input: its records are read by one thread at a time, and what was read is parsed by as many as there are. All methods
 * are for the one that takes.
 */
final class ReadAhead implements Closeable {
    /** Every input may be so far ahead: while one batch is taken the next one is made. */
    private static final int LEAST_AHEAD = 2;

    private final Input input;
    private final RecordFormat format;
    private final Workers workers;
    private final Executor reader;
    private final BlockingQueue<Future<Batch<OpenInput.Entry>>> batches = new LinkedBlockingQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private int ahead;
    private volatile boolean closed;

    /** Of the reader alone, one thread after the other. */
    private @Nullable RecordReading reading;

    /** Of the reader alone. */
    private boolean begun;

    ReadAhead(Input input, RecordFormat format, Workers workers) {
        this.input = input;
        this.format = format;
        this.workers = workers;
        this.reader = input.isRegular() ? workers.threads() : workers.waiting();
        askForMore();
    }

    /**
     * The next batch; to be called until one has an end.
     *
     * @throws IOException where the input cannot be read, saying so in a sentence
     */
    Batch<OpenInput.Entry> take() throws IOException {
        try {
            Batch<OpenInput.Entry> batch = batches.take().get();
            told(-1);
            if (batch.end() == null) {
                askForMore();
            } else {
                told(-ahead);
            }
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException)
                    new InterruptedIOException("Reading " + input.name() + " was interrupted.").initCause(e);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    /** What has been read is of no use any more. */
    @Override
    public void close() {
        told(-ahead);
        closed = true;
        ask();
    }

    private void askForMore() {
        while (ahead < LEAST_AHEAD || workers.hasRoom()) {
            told(1);
            ask();
        }
    }

    private void told(int more) {
        ahead += more;
        workers.ahead(more);
    }

    private void ask() {
        if (asked.getAndIncrement() == 0) {
            reader.execute(this::read);
        }
    }

    /** Reads as many batches as were asked for. Behind the end, or a failure, it is never called again. */
    private void read() {
        try {
            do {
                if (closed) {
                    letGo();
                    return;
                }
                if (reading == null) {
                    reading = input.open();
                }
                Batch<RawRecord> some = reading.next();
                if (some.end() != null) {
                    letGo();
                }
                boolean first = !begun;
                begun |= !some.records().isEmpty();
                FutureTask<Batch<OpenInput.Entry>> parsed = new FutureTask<>(() -> parsed(some, first));
                batches.add(parsed);
                workers.threads().execute(parsed);
                if (some.end() != null) {
                    return;
                }
            } while (asked.decrementAndGet() > 0);
        } catch (IOException | RuntimeException | Error e) {
            try {
                letGo();
            } catch (IOException | RuntimeException again) {
                e.addSuppressed(again);
            }
            batches.add(CompletableFuture.failedFuture(e));
        }
    }

    private void letGo() throws IOException {
        if (reading != null) {
            reading.close();
        }
    }

    /** The first record of all, if it states no time, is as old as Kafka says: nothing before it can tell. */
    private Batch<OpenInput.Entry> parsed(Batch<RawRecord> some, boolean first) throws IOException {
        List<OpenInput.Entry> entries = new ArrayList<>(some.records().size());
        for (RawRecord record : some.records()) {
            Origin origin = input.origin(record.position());
            Reading read = format.read(record, origin.text());
            long time = read.time();
            input.parsed(record, time);
            if (first && entries.isEmpty()) {
                time = Times.either(time, record.writtenAt());
            }
            entries.add(new OpenInput.Entry(origin, read, time, record.isBackfilled(), record.lost()));
        }
        return new Batch<>(entries, some.position(), some.end());
    }

    private static IOException rethrown(@Nullable Throwable failure) {
        if (failure instanceof IOException e) {
            return e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        throw new IllegalStateException(failure);
    }
}
