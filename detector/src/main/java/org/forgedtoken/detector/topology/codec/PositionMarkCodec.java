package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.ledger.PositionMark;

/** A position mark's bytes. */
public final class PositionMarkCodec implements Codec<PositionMark> {
    @Override
    public void write(PositionMark mark, ByteWriter out) {
        Constants.FEED.write(mark.feed(), out);
        out.writeInt(mark.partition());
        out.writeInt(mark.partitions());
        out.writeLong(mark.position());
    }

    @Override
    public PositionMark read(ByteReader in) throws IOException {
        return new PositionMark(Constants.FEED.read(in), in.readInt(), in.readInt(), in.readLong());
    }
}
