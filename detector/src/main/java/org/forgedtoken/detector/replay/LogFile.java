package org.forgedtoken.detector.replay;

import java.io.Closeable;
import java.io.IOException;
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
    private final LongConsumer progress;
    private @Nullable MeasuredInput measured;
    private @Nullable LogLines lines;
    private @Nullable Entry<R> head;
    private long time = Times.UNKNOWN;
    private long told;
    private boolean damaged;

    /** @param progress is told how many bytes more have been read */
    LogFile(InputFile file, RecordFormat<R> format, LongConsumer progress) throws IOException {
        this.file = file;
        this.format = format;
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
        return lines != null;
    }

    /** Whether it broke off before its end. */
    boolean isDamaged() {
        return damaged;
    }

    /** The next record; null behind the last one. */
    @Nullable
    Entry<R> next() throws IOException {
        if (lines == null) {
            begin();
        }
        Entry<R> entry = head;
        if (entry != null) {
            head = read();
        }
        return entry;
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
    }

    private void begin() throws IOException {
        measured = new MeasuredInput(file.open());
        lines = new LogLines(Compression.unpacked(measured));
        head = read();
    }

    private @Nullable Entry<R> read() throws IOException {
        if (lines == null || measured == null) {
            return null;
        }
        byte[] line;
        try {
            line = lines.next();
        } catch (IOException e) {
            damaged = true;
            ended(measured, "behind line " + lines.number() + ": " + e.getMessage());
            return null;
        }
        if (line == null) {
            ended(measured, null);
            return null;
        }
        file.recordRead();
        tell(measured);
        Origin origin = Origin.ofFile(file.name(), lines.number());
        R reading = format.read(line, origin.text());
        long own = format.timeOf(reading);
        time = Times.either(own, time);
        return new Entry<>(origin, reading, time);
    }

    private void ended(MeasuredInput input, @Nullable String damage) {
        String whole = damage;
        try {
            input.drain();
        } catch (IOException e) {
            whole = "behind byte " + input.bytes() + ": " + e.getMessage();
        }
        tell(input);
        file.wasRead(input.bytes(), input.sha256Hex(), whole);
    }

    private void tell(MeasuredInput input) {
        if (input.bytes() != told) {
            progress.accept(input.bytes() - told);
            told = input.bytes();
        }
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
