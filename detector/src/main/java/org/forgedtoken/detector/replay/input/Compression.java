package org.forgedtoken.detector.replay.input;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;

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
}
