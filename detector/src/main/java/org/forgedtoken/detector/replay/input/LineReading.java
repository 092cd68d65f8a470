package org.forgedtoken.detector.replay.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one file line by line from its beginning to its end, or to where it is damaged. Not thread-safe. */
final class LineReading implements RecordReading {
    private final MeasuredInput measured;
    private final LogLines lines;

    /** @param bytes of the file as they lie */
    LineReading(InputStream bytes) throws IOException {
        measured = new MeasuredInput(bytes);
        lines = new LogLines(Compression.unpacked(measured));
    }

    @Override
    public Some next() {
        List<RawRecord> some;
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
        long bytes = measured.bytes();
        return new Some(List.of(), bytes, new Batch.End(bytes, measured.sha256Hex(), whole, brokenOff));
    }
}
