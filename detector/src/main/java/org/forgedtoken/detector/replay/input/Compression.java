package org.forgedtoken.detector.replay.input;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** How a log is packed. Its first bytes tell, not its name: the standard input has none, and names lie. */
public final class Compression {
    private static final int MAGIC_BYTES = 4;
    private static final int GZIP = 0x8b1f;
    private static final int ZSTD = 0xfd2fb528;
    private static final int ZSTD_SKIPPABLE = 0x184d2a50;

    private Compression() {}

    /** The unpacked bytes of a file. */
    public static InputStream unpacked(InputStream file) throws IOException {
        PushbackInputStream in = new PushbackInputStream(file, MAGIC_BYTES);
        byte[] begin = in.readNBytes(MAGIC_BYTES);
        in.unread(begin);
        int magic = ByteBuffer.wrap(Arrays.copyOf(begin, MAGIC_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        if ((magic & 0xffff) == GZIP) {
            return new GzipMembers(in);
        }
        return magic == ZSTD || (magic & ~0xf) == ZSTD_SKIPPABLE ? new ZstdFrames(in) : in;
    }

    /** Bytes that are unpacked some at a time. */
    private abstract static class Unpacked extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public abstract int read(byte[] bytes, int offset, int length) throws IOException;
    }

    /**
     * Unpacks zstd with any number of frames. The library's own stream takes a frame that is cut off for the end, and says
     * nothing, where it has read an earlier frame's end in the same go: here that is damage and is told.
     */
    static final class ZstdFrames extends Unpacked {
        private final InputStream in;
        private final ZstdDecompressCtx context = new ZstdDecompressCtx();
        private final byte[] read = new byte[1 << 16];
        private final ByteBuffer packed = ByteBuffer.allocateDirect(read.length).limit(0);
        private final ByteBuffer plain = ByteBuffer.allocateDirect(1 << 17).limit(0);
        private boolean inFrame;

        ZstdFrames(InputStream in) {
            this.in = in;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            while (!plain.hasRemaining()) {
                if (!unpack()) {
                    return -1;
                }
            }
            int count = Math.min(length, plain.remaining());
            plain.get(bytes, offset, count);
            return count;
        }

        @Override
        public void close() throws IOException {
            context.close();
            in.close();
        }

        /** Unpacks some more; false behind the last frame. */
        private boolean unpack() throws IOException {
            boolean more = packed.hasRemaining() || fill();
            if (!more && !inFrame) {
                return false;
            }
            plain.clear();
            try {
                inFrame = !context.decompressDirectByteBufferStream(plain, packed);
            } catch (ZstdException e) {
                plain.limit(0);
                throw new IOException("the zstd data is damaged: " + e.getMessage(), e);
            }
            plain.flip();
            if (!more && !plain.hasRemaining() && inFrame) {
                throw new EOFException("the zstd data ends too early");
            }
            return true;
        }

        private boolean fill() throws IOException {
            int count = in.read(read);
            packed.clear();
            packed.put(read, 0, Math.max(0, count)).flip();
            return count > 0;
        }
    }

    /**
     * Unpacks gzip (RFC 1952) with any number of members. The JDK's own stream takes a pause of a pipe, and anything that it
     * cannot read behind the first member, for the end, and says nothing: here that is damage and is told.
     */
    private static final class GzipMembers extends Unpacked {
        private static final int DEFLATE = 8;
        private static final int HEADER_CRC = 2;
        private static final int EXTRA = 4;
        private static final int NAME = 8;
        private static final int COMMENT = 16;

        private final byte[] buffer = new byte[1 << 16];
        private final PushbackInputStream packed;
        private final Inflater inflater = new Inflater(true);
        private final CRC32 crc = new CRC32();
        private int filled;
        private boolean open;

        GzipMembers(InputStream in) {
            this.packed = new PushbackInputStream(in, buffer.length);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                while (open || begin()) {
                    int read = inflater.inflate(bytes, offset, length);
                    if (read > 0) {
                        crc.update(bytes, offset, read);
                        return read;
                    }
                    if (inflater.finished()) {
                        end();
                    } else {
                        fill();
                    }
                }
                return -1;
            } catch (EOFException e) {
                throw new IOException("the gzip data ends too early", e);
            } catch (DataFormatException e) {
                throw damaged(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void close() throws IOException {
            inflater.end();
            packed.close();
        }

        /** Reads a member's header; false behind the last member, where zeros may stand. */
        private boolean begin() throws IOException {
            int first = packed.read();
            while (first == 0) {
                first = packed.read();
            }
            if (first < 0) {
                return false;
            }
            if ((first | next() << 8) != GZIP || next() != DEFLATE) {
                throw damaged("something else stands where a member should begin");
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
            skip((flags & HEADER_CRC) != 0 ? 2 : 0);
            inflater.reset();
            crc.reset();
            open = true;
            return true;
        }

        private void fill() throws IOException {
            filled = packed.read(buffer);
            if (filled < 0) {
                throw new EOFException();
            }
            inflater.setInput(buffer, 0, filled);
        }

        /** Gives back what was read beyond the member, and checks the sums that stand there. */
        private void end() throws IOException {
            int rest = inflater.getRemaining();
            packed.unread(buffer, filled - rest, rest);
            open = false;
            if (littleEndian() != crc.getValue() || littleEndian() != (inflater.getBytesWritten() & 0xffffffffL)) {
                throw damaged("its checksum is wrong");
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
            int one = packed.read();
            if (one < 0) {
                throw new EOFException();
            }
            return one;
        }

        private static IOException damaged(String how) {
            return new IOException("the gzip data is damaged: " + how);
        }
    }
}
