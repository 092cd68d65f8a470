package org.forgedtoken.detector.replay.input;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952) with any number of members. The JDK's own stream takes a pause of a pipe, and anything that it
 * cannot read behind the first member, for the end, and says nothing: here that is damage and is told.
 */
final class GzipMembers extends InputStream {
    static final int MAGIC_0 = 0x1f;
    static final int MAGIC_1 = 0x8b;

    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] packed = new byte[1 << 16];
    private int from;
    private int to;
    private boolean inMember;
    private boolean ended;

    GzipMembers(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int read = read(one, 0, 1);
        return read < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (!ended && length > 0) {
            if (!inMember && !begin()) {
                return -1;
            }
            int read = inflate(bytes, offset, length);
            if (read > 0) {
                crc.update(bytes, offset, read);
                return read;
            }
            if (inflater.finished()) {
                end();
            }
        }
        return length == 0 ? 0 : -1;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }

    private int inflate(byte[] bytes, int offset, int length) throws IOException {
        try {
            int read = inflater.inflate(bytes, offset, length);
            if (read == 0 && inflater.needsInput()) {
                need();
                inflater.setInput(packed, from, to - from);
                from = to;
            } else if (inflater.needsDictionary()) {
                throw new IOException("the gzip data is damaged: it asks for a dictionary");
            }
            return read;
        } catch (DataFormatException e) {
            throw new IOException("the gzip data is damaged: " + e.getMessage(), e);
        }
    }

    /** Reads a member's header; false behind the last member, where zeros may stand. */
    private boolean begin() throws IOException {
        while (has() && packed[from] == 0) {
            from++;
        }
        if (!has()) {
            ended = true;
            return false;
        }
        if (next() != MAGIC_0 || next() != MAGIC_1 || next() != DEFLATE) {
            throw new IOException("the gzip data is damaged: something else stands where a member should begin");
        }
        int flags = next();
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() + (next() << 8));
        }
        for (int text : new int[] {NAME, COMMENT}) {
            while ((flags & text) != 0 && next() != 0) {
                // up to the zero that ends it
            }
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        crc.reset();
        inMember = true;
        return true;
    }

    private void end() throws IOException {
        from = to - inflater.getRemaining();
        inMember = false;
        if (littleEndian() != crc.getValue() || littleEndian() != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new IOException("the gzip data is damaged: its checksum is wrong");
        }
    }

    private long littleEndian() throws IOException {
        return next() | (long) next() << 8 | (long) next() << 16 | (long) next() << 24;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private int next() throws IOException {
        need();
        return packed[from++] & 0xff;
    }

    private void need() throws IOException {
        if (!has()) {
            throw new EOFException("the gzip data ends too early");
        }
    }

    private boolean has() throws IOException {
        while (from == to) {
            int read = in.read(packed);
            if (read < 0) {
                return false;
            }
            from = 0;
            to = read;
        }
        return true;
    }
}
