package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.rule.source.Surroundings.Slot;

/** The bytes of what happened at all sources in five minutes. */
public final class SlotCodec implements Codec<Slot> {
    @Override
    public void write(Slot slot, ByteWriter out) {
        out.writeInt(slot.at());
        out.writeInt(slot.vouched());
        out.writeInt(slot.unvouched());
        out.writeInt(slot.forged());
    }

    @Override
    public Slot read(ByteReader in) throws IOException {
        return new Slot(in.readInt(), in.readInt(), in.readInt(), in.readInt());
    }
}
