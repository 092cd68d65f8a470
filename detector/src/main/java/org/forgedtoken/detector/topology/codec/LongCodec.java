package org.forgedtoken.detector.topology.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A number's bytes. */
public final class LongCodec implements Codec<Long> {
    @Override
    public void write(Long number, DataOutput out) throws IOException {
        out.writeLong(number);
    }

    @Override
    public Long read(DataInput in) throws IOException {
        return in.readLong();
    }
}
