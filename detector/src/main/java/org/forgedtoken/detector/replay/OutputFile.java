package org.forgedtoken.detector.replay;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.forgedtoken.detector.evidence.OwnersFile;
import org.forgedtoken.detector.feed.Sha256;
import org.forgedtoken.detector.ocsf.JsonObject;

/**
 * One file of results, hashed while it is written, and for its owner alone. ASCII alone, so that what a stranger has put into a log cannot upset a
 * terminal. The steps know no I/O error, so one comes out unchecked.
 */
final class OutputFile implements Closeable {
    private final String name;
    private final MessageDigest digest = Sha256.digest();
    private final OutputStream out;
    private long lines;

    OutputFile(Path file) throws IOException {
        this.name = String.valueOf(file.getFileName());
        this.out = new BufferedOutputStream(new DigestOutputStream(OwnersFile.write(file), digest), 1 << 16);
    }

    /** One JSON object and a line feed. */
    void write(JsonObject line) {
        writeLine(line.ascii());
    }

    /** A line that is JSON already. */
    void writeLine(byte[] line) {
        try {
            out.write(line);
            out.write('\n');
            lines++;
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    String name() {
        return name;
    }

    long lines() {
        return lines;
    }

    /** Lower-case hex SHA-256 of the file; to be asked once, when it is closed. */
    String sha256Hex() {
        return Sha256.hex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } catch (IOException e) {
            throw new IOException(name + " cannot be written: " + e.getMessage(), e);
        }
    }

    private UncheckedIOException unwritten(IOException e) {
        return new UncheckedIOException(name + " cannot be written: " + e.getMessage(), e);
    }
}
