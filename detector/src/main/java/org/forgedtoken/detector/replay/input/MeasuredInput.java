package org.forgedtoken.detector.replay.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import org.forgedtoken.detector.feed.Sha256;

/** A file's bytes as they lie, counted and hashed while they are read. */
public final class MeasuredInput extends DigestInputStream {
    private long bytes;

    public MeasuredInput(InputStream in) {
        super(in, Sha256.digest());
    }

    /** Bytes read so far. */
    public long bytes() {
        return bytes;
    }

    /** Lower-case hex SHA-256 of what was read; to be asked once, at the end. */
    public String sha256Hex() {
        return Sha256.hex(getMessageDigest().digest());
    }

    /** Reads what is left, unpacked or not: the hash is of the whole file, however much of it was of use. */
    void drain() throws IOException {
        transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        bytes += one < 0 ? 0 : 1;
        return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        bytes += Math.max(0, read);
        return read;
    }
}
