package org.forgedtoken.detector.topology.codec;

import java.io.IOException;

/** A number's bytes. */
public final class LongCodec implements Codec<Long> {
    @Override
    public void write(Long number, ByteWriter out) {
        out.writeLong(number);
    }

    @Override
    public Long read(ByteReader in) throws IOException {
        return in.readLong();
    }
}
