package org.forgedtoken.detector.replay.input;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** How a log is packed. Its first bytes tell, not its name: the standard input has none, and names lie. */
public enum Compression {
    NONE,
    GZIP,
    ZSTD;

    private static final int MAGIC_BYTES = 4;

    /** The unpacked bytes of a file. */
    public static InputStream unpacked(InputStream file) throws IOException {
        PushbackInputStream in = new PushbackInputStream(file, MAGIC_BYTES);
        byte[] magic = in.readNBytes(MAGIC_BYTES);
        in.unread(magic);
        return switch (of(magic)) {
            case NONE -> in;
            case GZIP -> new GzipMembers(in);
            case ZSTD -> new ZstdFrames(in);
        };
    }

    private static Compression of(byte[] magic) {
        if (magic.length >= 2 && at(magic, 0) == GzipMembers.MAGIC_0 && at(magic, 1) == GzipMembers.MAGIC_1) {
            return GZIP;
        }
        if (magic.length < MAGIC_BYTES) {
            return NONE;
        }
        boolean frame = at(magic, 0) == 0x28 && at(magic, 1) == 0xb5 && at(magic, 2) == 0x2f && at(magic, 3) == 0xfd;
        boolean skippable =
                at(magic, 0) >> 4 == 0x5 && at(magic, 1) == 0x2a && at(magic, 2) == 0x4d && at(magic, 3) == 0x18;
        return frame || skippable ? ZSTD : NONE;
    }

    private static int at(byte[] bytes, int i) {
        return bytes[i] & 0xff;
    }

    /**
     * Unpacks zstd with any number of frames. The library's own stream takes a frame that is cut off for the end, and says
     * nothing, where it has read an earlier frame's end in the same go: here that is damage and is told.
     */
    static final class ZstdFrames extends InputStream {
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
        public int read() throws IOException {
            byte[] one = new byte[1];
            int count = read(one, 0, 1);
            return count < 0 ? -1 : one[0] & 0xff;
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
    private static final class GzipMembers extends InputStream {
        static final int MAGIC_0 = 0x1f;
        static final int MAGIC_1 = 0x8b;
        private static final int DEFLATE = 8;
        private static final int HEADER_CRC = 2;
        private static final int EXTRA = 4;
        private static final int NAME = 8;
        private static final int COMMENT = 16;
        private static final int BUFFER = 1 << 16;

        private final PushbackInputStream packed;
        private final Inflater inflater = new Inflater(true);
        private final CRC32 crc = new CRC32();
        private @Nullable Member open;

        GzipMembers(InputStream in) {
            this.packed = new PushbackInputStream(in, BUFFER);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            int read = read(one, 0, 1);
            return read < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                for (Member member = open == null ? begin() : open; member != null; member = begin()) {
                    int read = member.read(bytes, offset, length);
                    if (read >= 0) {
                        crc.update(bytes, offset, read);
                        return read;
                    }
                    member.end();
                }
                return -1;
            } catch (EOFException e) {
                throw new IOException("the gzip data ends too early", e);
            } catch (ZipException e) {
                throw damaged(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void close() throws IOException {
            inflater.end();
            packed.close();
        }

        /** Reads a member's header; null behind the last member, where zeros may stand. */
        private @Nullable Member begin() throws IOException {
            int first = packed.read();
            while (first == 0) {
                first = packed.read();
            }
            if (first < 0) {
                return null;
            }
            if (first != MAGIC_0 || next() != MAGIC_1 || next() != DEFLATE) {
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
            if ((flags & HEADER_CRC) != 0) {
                skip(2);
            }
            inflater.reset();
            crc.reset();
            open = new Member();
            return open;
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

        /** What is packed in one member. */
        private final class Member extends InflaterInputStream {
            Member() {
                super(packed, inflater, BUFFER);
            }

            /** Gives back what was read beyond it, and checks the sums that stand there. */
            void end() throws IOException {
                packed.unread(buf, len - inf.getRemaining(), inf.getRemaining());
                open = null;
                if (littleEndian() != crc.getValue() || littleEndian() != (inf.getBytesWritten() & 0xffffffffL)) {
                    throw damaged("its checksum is wrong");
                }
            }
        }
    }
}
