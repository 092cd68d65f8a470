package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.rule.rate.RateSnapshot;

/** The bytes of a rate state, which are the state's own. */
public final class RateSnapshotCodec implements Codec<RateSnapshot> {
    @Override
    public void write(RateSnapshot snapshot, ByteWriter out) {
        out.writeLong(snapshot.lastSeen());
        out.writeBytes(snapshot.state());
    }

    @Override
    public RateSnapshot read(ByteReader in) throws IOException {
        return new RateSnapshot(in.readLong(), in.readBytes());
    }
}
