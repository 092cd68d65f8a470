package org.forgedtoken.detector.replay;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.forgedtoken.detector.evidence.Sha256;

/** A file's bytes as they lie, counted and hashed while they are read. */
final class MeasuredInput extends InputStream {
    private final InputStream in;
    private final MessageDigest digest = Sha256.digest();
    private long bytes;

    MeasuredInput(InputStream in) {
        this.in = in;
    }

    /** Bytes read so far. */
    long bytes() {
        return bytes;
    }

    /** Lower-case hex SHA-256 of what was read; to be asked once, at the end. */
    String sha256Hex() {
        return Sha256.hex(digest.digest());
    }

    /** Reads what is left, unpacked or not: the hash is of the whole file, however much of it was of use. */
    void drain() throws IOException {
        byte[] buffer = new byte[1 << 16];
        while (read(buffer, 0, buffer.length) >= 0) {
            // counted and hashed
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            digest.update(buffer, offset, read);
            bytes += read;
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
