package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.rule.source.BackgroundRate.Slot;

/** The bytes of what happened at all sources in five minutes; the last number is missing where an earlier program wrote them. */
public final class SlotCodec implements Codec<Slot> {
    @Override
    public void write(Slot slot, ByteWriter out) {
        out.writeInt(slot.at());
        out.writeInt(slot.vouched());
        out.writeInt(slot.unvouched());
        out.writeInt(slot.forged());
        out.writeInt(slot.noCoverage());
    }

    @Override
    public Slot read(ByteReader in) throws IOException {
        int at = in.readInt();
        int vouched = in.readInt();
        int unvouched = in.readInt();
        int forged = in.readInt();
        return new Slot(at, vouched, in.rest() > 0 ? in.readInt() : 0, unvouched, forged);
    }
}
