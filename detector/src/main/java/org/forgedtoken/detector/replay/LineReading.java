package org.forgedtoken.detector.replay;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one file line by line from its beginning to its end, or to where it is damaged. Not thread-safe. */
final class LineReading implements Closeable {
    private final MeasuredInput measured;
    private final LogLines lines;

    /**
     * Some more lines; none at the end.
     *
     * @param bytes of the file that have been read so far
     */
    record Some(List<LogLines.Line> lines, long bytes, Batch.@Nullable End end) {}

    LineReading(InputFile file) throws IOException {
        measured = new MeasuredInput(file.open());
        lines = new LogLines(Compression.unpacked(measured));
    }

    Some next() {
        List<LogLines.Line> some;
        try {
            some = lines.some();
        } catch (IOException e) {
            return ended("behind line " + lines.number() + ": " + e.getMessage(), true);
        }
        return some.isEmpty() ? ended(null, false) : new Some(some, measured.bytes(), null);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private Some ended(@Nullable String damage, boolean brokenOff) {
        String whole = damage;
        try {
            measured.drain();
        } catch (IOException e) {
            whole = "behind byte " + measured.bytes() + ": " + e.getMessage();
        }
        return new Some(List.of(), measured.bytes(), new Batch.End(measured.sha256Hex(), whole, brokenOff));
    }
}
