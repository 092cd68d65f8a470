package org.forgedtoken.detector.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.forgedtoken.detector.evidence.Sha256;

/**
 * One file of results, hashed while it is written. ASCII alone, so that what a stranger has put into a log cannot upset a
 * terminal. The steps know no I/O error, so one comes out unchecked.
 */
final class OutputFile implements Closeable {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final String name;
    private final MessageDigest digest = Sha256.digest();
    private final OutputStream out;
    private final JsonGenerator json;
    private long lines;

    private OutputFile(Path file) throws IOException {
        this.name = String.valueOf(file.getFileName());
        this.out = new BufferedOutputStream(new DigestOutputStream(Files.newOutputStream(file), digest), 1 << 16);
        this.json = JSON.createGenerator(out);
    }

    /** A file of one JSON object a line. */
    static OutputFile lines(Path file) throws IOException {
        OutputFile lines = new OutputFile(file);
        lines.json.setRootValueSeparator(new SerializedString(""));
        return lines;
    }

    /** A file of one JSON object for people to read, too. */
    static OutputFile object(Path file) throws IOException {
        OutputFile object = new OutputFile(file);
        object.json.setPrettyPrinter(new DefaultPrettyPrinter());
        return object;
    }

    /** What stands between two braces. */
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /** One JSON object and a line feed. */
    void write(Content content) {
        try {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
            json.writeRaw('\n');
            lines++;
        } catch (IOException e) {
            throw unwritten(e);
        }
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
            json.close();
        } catch (IOException e) {
            throw new IOException(name + " cannot be written: " + e.getMessage(), e);
        }
    }

    private UncheckedIOException unwritten(IOException e) {
        return new UncheckedIOException(name + " cannot be written: " + e.getMessage(), e);
    }
}
