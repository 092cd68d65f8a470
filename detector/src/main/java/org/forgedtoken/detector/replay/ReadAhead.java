package org.forgedtoken.detector.replay;

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
import org.forgedtoken.detector.step.Origin;
import org.jspecify.annotations.Nullable;

/**
 * One file, unpacked and parsed by other threads ahead of the one that takes its batches, which come in the order of the
 * file: the lines are read by one thread at a time, and what was read is parsed by as many as there are. All methods are
 * for the one that takes.
 */
final class ReadAhead<R> implements Closeable {
    /** Every file may be so far ahead: while one batch is taken the next one is made. */
    private static final int LEAST_AHEAD = 2;

    private final InputFile file;
    private final RecordFormat<R> format;
    private final Workers workers;
    private final Executor reader;
    private final BlockingQueue<Future<Batch<R>>> batches = new LinkedBlockingQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private int ahead;
    private volatile boolean closed;

    /** Of the reader alone, one thread after the other. */
    private @Nullable LineReading lines;

    ReadAhead(InputFile file, RecordFormat<R> format, Workers workers) {
        this.file = file;
        this.format = format;
        this.workers = workers;
        this.reader = file.isRegular() ? workers.threads() : workers.waiting();
        askForMore();
    }

    /**
     * The next batch; to be called until one has an end.
     *
     * @throws IOException where the file cannot be opened
     */
    Batch<R> take() throws IOException {
        try {
            Batch<R> batch = batches.take().get();
            told(-1);
            if (batch.end() == null) {
                askForMore();
            } else {
                told(-ahead);
            }
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("Reading " + file.name() + " was interrupted.").initCause(e);
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
                if (lines == null) {
                    lines = new LineReading(file);
                }
                if (closed) {
                    lines.close();
                    return;
                }
                LineReading.Some some = lines.next();
                if (some.end() != null) {
                    lines.close();
                }
                FutureTask<Batch<R>> parsed = new FutureTask<>(() -> parsed(some));
                batches.add(parsed);
                workers.threads().execute(parsed);
                if (some.end() != null) {
                    return;
                }
            } while (asked.decrementAndGet() > 0);
        } catch (IOException | RuntimeException | Error e) {
            batches.add(CompletableFuture.failedFuture(e));
        }
    }

    private Batch<R> parsed(LineReading.Some some) {
        List<LogFile.Entry<R>> entries = new ArrayList<>(some.lines().size());
        for (LogLines.Line line : some.lines()) {
            Origin origin = Origin.ofFile(file.name(), line.number());
            R reading = format.read(line.text(), origin.text());
            entries.add(new LogFile.Entry<>(origin, reading, format.timeOf(reading)));
        }
        return new Batch<>(entries, some.bytes(), some.end());
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
