package org.forgedtoken.detector.replay;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.LongConsumer;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.step.Origin;
import org.jspecify.annotations.Nullable;

/**
 * One input file while it is read, its next record always at hand. A file that can be read again is opened only once its
 * turn has come: of a year of rotated logs few are open at a time. Not thread-safe.
 */
final class LogFile<R> implements Closeable {
    /** So many lines at its head are looked at for a time, to know when a file's turn comes. */
    private static final int LINES_LOOKED_AT = 1_000;

    /**
     * One record.
     *
     * @param time the record's own, epoch ms, or that of the last one before it which could be read
     */
    record Entry<R>(Origin origin, R reading, long time) {}

    private final InputFile file;
    private final RecordFormat<R> format;
    private final Workers workers;
    private final LongConsumer progress;
    private @Nullable ReadAhead<R> ahead;
    private Iterator<Entry<R>> batch = Collections.emptyIterator();
    private @Nullable Entry<R> head;
    private long time = Times.UNKNOWN;
    private long told;
    private boolean damaged;

    /** @param progress is told how many bytes more have been read */
    LogFile(InputFile file, RecordFormat<R> format, Workers workers, LongConsumer progress) throws IOException {
        this.file = file;
        this.format = format;
        this.workers = workers;
        this.progress = progress;
        if (file.isRegular()) {
            time = firstTime();
        } else {
            begin();
        }
    }

    /** The time of the next record, epoch ms; {@link Times#UNKNOWN} while none could be read. */
    long time() {
        return time;
    }

    /** Whether any of it has been read. */
    boolean hasBegun() {
        return ahead != null;
    }

    /** Whether it broke off before its end. */
    boolean isDamaged() {
        return damaged;
    }

    /** The next record; null behind the last one. */
    @Nullable
    Entry<R> next() throws IOException {
        if (ahead == null) {
            begin();
        }
        Entry<R> entry = head;
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
        ahead = new ReadAhead<>(file, format, workers);
        head = read();
    }

    private @Nullable Entry<R> read() throws IOException {
        while (!batch.hasNext()) {
            if (ahead == null || !more(ahead)) {
                return null;
            }
        }
        Entry<R> entry = batch.next();
        file.recordRead();
        time = Times.either(entry.time(), time);
        return entry.time() == time ? entry : new Entry<>(entry.origin(), entry.reading(), time);
    }

    private boolean more(ReadAhead<R> from) throws IOException {
        Batch<R> next = from.take();
        if (next.bytes() != told) {
            progress.accept(next.bytes() - told);
            told = next.bytes();
        }
        Batch.End end = next.end();
        if (end != null) {
            damaged = end.brokenOff();
            file.wasRead(next.bytes(), end.sha256(), end.damage());
        }
        batch = next.entries().iterator();
        return end == null;
    }

    private long firstTime() throws IOException {
        try (LogLines some = new LogLines(Compression.unpacked(file.open()))) {
            for (int i = 0; i < LINES_LOOKED_AT; i++) {
                byte[] line = some.next();
                if (line == null) {
                    return Times.UNKNOWN;
                }
                long first = format.timeOf(format.read(line, file.name()));
                if (Times.known(first)) {
                    return first;
                }
            }
        } catch (IOException e) {
            return Times.UNKNOWN; // found again, and told, when it is read
        }
        return Times.UNKNOWN;
    }
}
