package org.forgedtoken.detector.replay.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.forgedtoken.detector.evidence.Manifest;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.replay.input.Input.RecordReading;
import org.forgedtoken.detector.replay.input.Input.RecordReading.Batch;
import org.forgedtoken.detector.replay.input.RecordFormat.RawRecord;
import org.forgedtoken.detector.settings.Trouble;
import org.forgedtoken.detector.step.Origin;
import org.jspecify.annotations.Nullable;

/**
 * One input as it was named. Not thread-safe.
 *
 * <p>Only a regular file can be looked into before it is read; the standard input and pipes pass by once.
 */
public final class InputFile extends Input {
    /** So many lines at its head are looked at for a time, to know when a file's turn comes. */
    private static final int LINES_LOOKED_AT = 1_000;

    private final String name;
    private final @Nullable Path path;
    private final InputStream standardInput;
    private @Nullable String sameAs;

    private InputFile(String name, @Nullable Path path, InputStream standardInput) {
        this.name = name;
        this.path = path;
        this.standardInput = standardInput;
    }

    public static InputFile of(Path path) {
        return new InputFile(path.toString(), path, InputStream.nullInputStream());
    }

    static InputFile standardInput(InputStream in) {
        return new InputFile("-", null, in);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isRegular() {
        return path != null && Files.isRegularFile(path);
    }

    @Override
    public long length() throws IOException {
        return path != null && Files.isRegularFile(path) ? Files.size(path) : 0;
    }

    @Override
    RecordReading open() throws IOException {
        try {
            return new LineReading(bytesAsTheyLie());
        } catch (IOException e) {
            throw new IOException("The file " + name + " cannot be read: " + Trouble.with(e) + ".", e);
        }
    }

    /** Its bytes as they lie. */
    public InputStream bytesAsTheyLie() throws IOException {
        return path == null ? standardInput : Files.newInputStream(path);
    }

    @Override
    public long firstTime(RecordFormat format) {
        try (LogLines some = new LogLines(Compression.unpacked(bytesAsTheyLie()))) {
            for (int i = 0; i < LINES_LOOKED_AT; i++) {
                byte[] line = some.next();
                if (line == null) {
                    return Times.UNKNOWN;
                }
                long first =
                        format.read(RawRecord.ofLine(some.number(), line), name).time();
                if (Times.known(first)) {
                    return first;
                }
            }
        } catch (IOException e) {
            return Times.UNKNOWN; // found again, and told, when it is read
        }
        return Times.UNKNOWN;
    }

    @Override
    Origin origin(long position) {
        return Origin.ofFile(name, position);
    }

    @Override
    public Manifest.Input stated(Feed feed) {
        return new Manifest.Input(
                feed.label(), name, null, null, null, null, null, bytes(), sha256(), records(), skipped(), damage());
    }

    /** Its content is that of another file, and was not read again. */
    void isSameAs(InputFile other, long length, String hash) {
        wasRead(new Batch.End(length, hash, null, false));
        sameAs = other.name;
    }

    /** Why it was not read, naming the file that was read in its place; null where it was. */
    @Override
    @Nullable
    public String skipped() {
        return sameAs == null ? null : "same content as " + sameAs;
    }

    /** Reads one file line by line from its beginning to its end, or to where it is damaged. Not thread-safe. */
    static final class LineReading implements RecordReading {
        private final MeasuredInput measured;
        private final LogLines lines;

        /** @param bytes of the file as they lie */
        LineReading(InputStream bytes) throws IOException {
            measured = new MeasuredInput(bytes);
            lines = new LogLines(Compression.unpacked(measured));
        }

        @Override
        public Batch<RawRecord> next() {
            List<RawRecord> some;
            try {
                some = lines.some();
            } catch (IOException e) {
                return ended("behind line " + lines.number() + ": " + e.getMessage(), true);
            }
            return some.isEmpty() ? ended(null, false) : new Batch<>(some, measured.bytes(), null);
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }

        private Batch<RawRecord> ended(@Nullable String damage, boolean brokenOff) {
            String whole = damage;
            try {
                measured.drain();
            } catch (IOException e) {
                whole = "behind byte " + measured.bytes() + ": " + e.getMessage();
            }
            long bytes = measured.bytes();
            return new Batch<>(List.of(), bytes, new Batch.End(bytes, measured.sha256Hex(), whole, brokenOff));
        }
    }
}
