package org.forgedtoken.detector.topology.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.ledger.PositionMark;

/** A position mark's bytes. */
public final class PositionMarkCodec implements Codec<PositionMark> {
    @Override
    public void write(PositionMark mark, DataOutput out) throws IOException {
        Wire.constant(mark.feed(), out);
        out.writeInt(mark.partition());
        out.writeInt(mark.partitions());
        out.writeLong(mark.position());
    }

    @Override
    public PositionMark read(DataInput in) throws IOException {
        return new PositionMark(Wire.constant(Feed.class, in), in.readInt(), in.readInt(), in.readLong());
    }
}
