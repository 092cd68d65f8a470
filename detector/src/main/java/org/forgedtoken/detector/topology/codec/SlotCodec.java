package org.forgedtoken.detector.topology.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.forgedtoken.detector.rule.source.Surroundings.Slot;

/** The bytes of what happened at all sources in five minutes. */
public final class SlotCodec implements Codec<Slot> {
    @Override
    public void write(Slot slot, DataOutput out) throws IOException {
        out.writeInt(slot.at());
        out.writeInt(slot.vouched());
        out.writeInt(slot.unvouched());
        out.writeInt(slot.forged());
    }

    @Override
    public Slot read(DataInput in) throws IOException {
        return new Slot(in.readInt(), in.readInt(), in.readInt(), in.readInt());
    }
}
