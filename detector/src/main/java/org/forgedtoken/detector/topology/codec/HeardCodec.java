package org.forgedtoken.detector.topology.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.ledger.Heard;

/** The bytes of what an issuance partition has said. */
public final class HeardCodec implements Codec<Heard> {
    private static final int ISSUANCE = 1;
    private static final int EVENT = 2;
    private static final int HEARTBEAT = 3;
    private static final int LOSS = 4;

    @Override
    public void write(Heard heard, DataOutput out) throws IOException {
        if (heard instanceof Heard.Issuance issuance) {
            out.writeByte(ISSUANCE);
            Wire.text(issuance.issuer(), out);
            out.writeLong(issuance.time());
            Wire.constant(issuance.keyedBy(), out);
            out.writeBoolean(issuance.hasId());
            out.writeLong(issuance.lifetime());
            Wire.optional(issuance.keyId(), out);
        } else if (heard instanceof Heard.Event event) {
            out.writeByte(EVENT);
            Wire.text(event.issuer(), out);
            out.writeLong(event.time());
        } else if (heard instanceof Heard.Heartbeat heartbeat) {
            out.writeByte(HEARTBEAT);
            out.writeLong(heartbeat.time());
            out.writeLong(heartbeat.since());
            Wire.optional(heartbeat.issuer(), out);
        } else if (heard instanceof Heard.Loss loss) {
            out.writeByte(LOSS);
            out.writeLong(loss.time());
        }
    }

    @Override
    public Heard read(DataInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case ISSUANCE ->
                new Heard.Issuance(
                        Wire.text(in),
                        in.readLong(),
                        Wire.constant(IdentityKind.class, in),
                        in.readBoolean(),
                        in.readLong(),
                        Wire.optional(in));
            case EVENT -> new Heard.Event(Wire.text(in), in.readLong());
            case HEARTBEAT -> new Heard.Heartbeat(in.readLong(), in.readLong(), Wire.optional(in));
            case LOSS -> new Heard.Loss(in.readLong());
            default -> throw new IOException("nothing of kind " + kind + " can be heard");
        };
    }
}
