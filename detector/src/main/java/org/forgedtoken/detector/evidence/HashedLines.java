package org.forgedtoken.detector.evidence;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.forgedtoken.detector.feed.Sha256;
import org.jspecify.annotations.Nullable;

/** The lines of a file, hashed as they pass: none is held whole, however long somebody has made it. Not thread-safe. */
final class HashedLines implements Closeable {
    /** So much of a line is kept: more than any line of a chain has. */
    private static final int KEPT = 8 * 1024;

    /**
     * One line.
     *
     * @param number from 1
     * @param sha256 of its bytes, without the line feed
     * @param text its beginning; all of it, unless it is longer than any line of a chain
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Line(long number, byte[] sha256, String text) {}

    private final InputStream in;
    private final MessageDigest digest = Sha256.digest();
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private long number;

    HashedLines(Path file) throws IOException {
        in = new BufferedInputStream(Files.newInputStream(file));
    }

    /** The next line; null behind the last. */
    @Nullable
    Line next() throws IOException {
        if (from == to && !fill()) {
            return null;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream(512);
        boolean ended = false;
        while (!ended && (from < to || fill())) {
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            digest.update(buffer, from, end - from);
            text.write(buffer, from, Math.min(end - from, KEPT - text.size()));
            ended = end < to;
            from = ended ? end + 1 : end;
        }
        return new Line(++number, digest.digest(), text.toString(StandardCharsets.UTF_8));
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
