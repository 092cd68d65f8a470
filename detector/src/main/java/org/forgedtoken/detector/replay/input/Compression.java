package org.forgedtoken.detector.replay.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

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
}
