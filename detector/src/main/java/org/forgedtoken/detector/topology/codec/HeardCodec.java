package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import java.util.List;
import org.forgedtoken.detector.ledger.Heard;

/** The bytes of what an issuance partition has said. */
public final class HeardCodec implements Codec<Heard> {
    private static final int ISSUANCE = 1;
    private static final int EVENT = 2;
    private static final int HEARTBEAT = 3;
    private static final int LOSS = 4;
    private static final int PAST = 5;
    private static final int BACKFILL = 6;

    /** Several, as they were heard. */
    public void writeAll(List<Heard> all, ByteWriter out) {
        Wire.list(all, this::write, out);
    }

    /** Several that were written together. */
    public List<Heard> readAll(ByteReader in) throws IOException {
        return Wire.list(this::read, in);
    }

    @Override
    public void write(Heard heard, ByteWriter out) {
        if (heard instanceof Heard.Issuance issuance) {
            out.writeByte(ISSUANCE);
            issuance(issuance, out);
        } else if (heard instanceof Heard.Past past) {
            out.writeByte(PAST);
            issuance(past.issuance(), out);
        } else if (heard instanceof Heard.Backfill backfill) {
            out.writeByte(BACKFILL);
            Wire.text(backfill.issuer(), out);
            out.writeLong(backfill.since());
            out.writeLong(backfill.until());
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
            loss(loss, out);
        }
    }

    @Override
    public Heard read(ByteReader in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case ISSUANCE -> issuance(in);
            case PAST -> new Heard.Past(issuance(in));
            case BACKFILL -> new Heard.Backfill(Wire.text(in), in.readLong(), in.readLong());
            case EVENT -> new Heard.Event(Wire.text(in), in.readLong());
            case HEARTBEAT -> new Heard.Heartbeat(in.readLong(), in.readLong(), Wire.optional(in));
            case LOSS -> loss(in);
            default -> throw new IOException("nothing of kind " + kind + " can be heard");
        };
    }

    static void loss(Heard.Loss loss, ByteWriter out) {
        out.writeLong(loss.time());
        Wire.optional(loss.issuer(), out);
        out.writeLong(loss.records());
    }

    static Heard.Loss loss(ByteReader in) throws IOException {
        return new Heard.Loss(in.readLong(), Wire.optional(in), in.readLong());
    }

    private static void issuance(Heard.Issuance issuance, ByteWriter out) {
        Wire.text(issuance.issuer(), out);
        out.writeLong(issuance.time());
        Constants.IDENTITY.write(issuance.keyedBy(), out);
        out.writeBoolean(issuance.hasId());
        out.writeLong(issuance.lifetime());
        Wire.optional(issuance.keyId(), out);
        out.writeBoolean(issuance.hasDigest());
        Wire.optional(issuance.kind(), out);
    }

    private static Heard.Issuance issuance(ByteReader in) throws IOException {
        return new Heard.Issuance(
                Wire.text(in),
                in.readLong(),
                Constants.IDENTITY.read(in),
                in.readBoolean(),
                in.readLong(),
                Wire.optional(in),
                in.readBoolean(),
                Wire.optional(in));
    }
}
