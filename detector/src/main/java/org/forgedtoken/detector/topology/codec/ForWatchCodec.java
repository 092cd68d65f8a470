package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.step.AnonymousUse;
import org.forgedtoken.detector.step.UnknownUse;

/** The bytes of what goes to WATCH. */
public final class ForWatchCodec implements Codec<ForWatch> {
    private static final int PACK = 1;
    private static final int LISTED = 2;
    private static final int UNKNOWN = 3;
    private static final int READ_TO = 4;
    private static final int ANONYMOUS = 5;

    private static final PositionMarkCodec POSITION = new PositionMarkCodec();

    @Override
    public void write(ForWatch message, ByteWriter out) {
        if (message instanceof ForWatch.Pack read) {
            WatchedPack pack = new WatchedPack(read.partition());
            read.accesses().forEach(pack::add);
            write(new ForWatch.Written(pack), out);
        } else if (message instanceof ForWatch.Written written) {
            out.writeByte(PACK);
            out.writeInt(written.pack().partition());
            written.pack().write(out);
        } else if (message instanceof ForWatch.Anonymous anonymous) {
            out.writeByte(ANONYMOUS);
            out.writeInt(anonymous.partition());
            Wire.list(anonymous.uses(), ForWatchCodec::use, out);
        } else if (message instanceof ForWatch.Listed listed) {
            out.writeByte(LISTED);
            out.writeLong(listed.account().time());
            Wire.text(listed.account().accountId(), out);
            Constants.ACCOUNT_STATE.write(listed.account().state(), out);
            out.writeLong(listed.account().notBefore());
            Wire.optional(listed.account().accountClass(), out);
            out.writeBoolean(listed.account().wasThere());
        } else if (message instanceof ForWatch.Unknown unknown) {
            out.writeByte(UNKNOWN);
            UnknownUse use = unknown.use();
            out.writeLong(use.time());
            Wire.text(use.account(), out);
            Wire.text(use.source(), out);
            Wire.optional(use.incident(), out);
            Wire.list(use.involved(), IncidentForms::involved, out);
            out.writeBoolean(use.explained());
        } else if (message instanceof ForWatch.ReadTo readTo) {
            out.writeByte(READ_TO);
            POSITION.write(readTo.mark(), out);
        }
    }

    @Override
    public ForWatch read(ByteReader in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case PACK -> new ForWatch.Pack(in.readInt(), Wire.list(new WatchedForm()::read, in));
            case ANONYMOUS -> new ForWatch.Anonymous(in.readInt(), Wire.list(ForWatchCodec::use, in));
            case LISTED -> listed(in);
            case UNKNOWN ->
                new ForWatch.Unknown(new UnknownUse(
                        in.readLong(),
                        Wire.text(in),
                        Wire.text(in),
                        Wire.optional(in),
                        Wire.list(IncidentForms::involved, in),
                        in.readBoolean()));
            case READ_TO -> new ForWatch.ReadTo(POSITION.read(in));
            default -> throw new IOException("there is nothing of kind " + kind + " for WATCH");
        };
    }

    /** An earlier program wrote the state last. */
    private static ForWatch listed(ByteReader in) throws IOException {
        long time = in.readLong();
        String account = Wire.text(in);
        AccountRecord.State state = Constants.ACCOUNT_STATE.read(in);
        return new ForWatch.Listed(
                in.rest() == 0
                        ? new AccountRecord(time, account, state)
                        : new AccountRecord(time, account, state, in.readLong(), Wire.optional(in), in.readBoolean()));
    }

    private static void use(AnonymousUse use, ByteWriter out) {
        Wire.text(use.account(), out);
        out.writeLong(use.time());
    }

    private static AnonymousUse use(ByteReader in) throws IOException {
        return new AnonymousUse(Wire.text(in), in.readLong());
    }
}
