package org.forgedtoken.detector.replay.input;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Unpacks zstd with any number of frames. The library's own stream takes a frame that is cut off for the end, and says
 * nothing, where it has read an earlier frame's end in the same go: here that is damage and is told.
 */
final class ZstdFrames extends InputStream {
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
