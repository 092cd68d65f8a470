package org.forgedtoken.detector.topology.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.forgedtoken.detector.alert.Involved.Who;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.rule.source.Standing;
import org.forgedtoken.detector.step.AnonymousUse;
import org.forgedtoken.detector.step.UnknownUse;
import org.forgedtoken.detector.step.Watched;
import org.jspecify.annotations.Nullable;

/** The bytes of what goes to WATCH. */
public final class ForWatchCodec implements Codec<ForWatch> {
    private static final int PACK = 1;
    private static final int LISTED = 2;
    private static final int UNKNOWN = 3;
    private static final int READ_TO = 4;
    private static final int ANONYMOUS = 5;

    private static final PositionMarkCodec POSITION = new PositionMarkCodec();

    @Override
    public void write(ForWatch message, DataOutput out) throws IOException {
        if (message instanceof ForWatch.Pack pack) {
            out.writeByte(PACK);
            out.writeInt(pack.partition());
            Wire.list(pack.accesses(), ForWatchCodec::watched, out);
        } else if (message instanceof ForWatch.Anonymous anonymous) {
            out.writeByte(ANONYMOUS);
            out.writeInt(anonymous.partition());
            Wire.list(anonymous.uses(), ForWatchCodec::use, out);
        } else if (message instanceof ForWatch.Listed listed) {
            out.writeByte(LISTED);
            out.writeLong(listed.account().time());
            Wire.text(listed.account().accountId(), out);
            Wire.constant(listed.account().state(), out);
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
    public ForWatch read(DataInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case PACK -> new ForWatch.Pack(in.readInt(), Wire.list(ForWatchCodec::watched, in));
            case ANONYMOUS -> new ForWatch.Anonymous(in.readInt(), Wire.list(ForWatchCodec::use, in));
            case LISTED ->
                new ForWatch.Listed(
                        new AccountRecord(in.readLong(), Wire.text(in), Wire.constant(AccountRecord.State.class, in)));
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

    private static void use(AnonymousUse use, DataOutput out) throws IOException {
        Wire.text(use.account(), out);
        out.writeLong(use.time());
    }

    private static AnonymousUse use(DataInput in) throws IOException {
        return new AnonymousUse(Wire.text(in), in.readLong());
    }

    private static void watched(Watched seen, DataOutput out) throws IOException {
        out.writeLong(seen.time());
        out.writeLong(seen.count());
        Wire.optional(seen.account(), out);
        Wire.text(seen.source(), out);
        Wire.constant(seen.standing(), out);
        Wire.optional(seen.incident(), out);
        who(seen.who(), out);
    }

    private static Watched watched(DataInput in) throws IOException {
        long time = in.readLong();
        long count = in.readLong();
        String account = Wire.optional(in);
        String source = Wire.text(in);
        return new Watched(
                time,
                count,
                account,
                source,
                Wire.constant(Standing.class, in),
                Wire.optional(in),
                who(account, source, in));
    }

    /** Account and source are said already. */
    private static void who(@Nullable Who who, DataOutput out) throws IOException {
        out.writeBoolean(who != null);
        if (who != null) {
            Wire.text(who.token(), out);
            Wire.text(who.issuer(), out);
            Wire.optional(who.keyId(), out);
            Wire.optional(who.endpoint(), out);
            Wire.constant(who.verdict(), out);
            out.writeBoolean(who.verified());
        }
    }

    private static @Nullable Who who(@Nullable String account, String source, DataInput in) throws IOException {
        return in.readBoolean()
                ? new Who(
                        Wire.text(in),
                        Wire.text(in),
                        account,
                        Wire.optional(in),
                        source,
                        Wire.optional(in),
                        Wire.constant(Verdict.class, in),
                        in.readBoolean())
                : null;
    }
}
