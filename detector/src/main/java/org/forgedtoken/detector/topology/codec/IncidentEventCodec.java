package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.IncidentEvent.AccountKnown;
import org.forgedtoken.detector.step.IncidentEvent.Counted;
import org.forgedtoken.detector.step.IncidentEvent.Decided;
import org.forgedtoken.detector.step.IncidentEvent.Left;
import org.forgedtoken.detector.step.IncidentEvent.LiveTokens;
import org.forgedtoken.detector.step.IncidentEvent.Merged;
import org.forgedtoken.detector.step.IncidentEvent.Stands;

/** The bytes of what incidents are made of. */
public final class IncidentEventCodec implements Codec<IncidentEvent> {
    private static final int COUNTED = 1;
    private static final int STANDS = 2;
    private static final int LEFT = 3;
    private static final int ACCOUNT_KNOWN = 4;
    private static final int LIVE_TOKENS = 5;
    private static final int DECIDED = 6;
    private static final int MERGED = 7;

    private static final LiveTokensCodec TOKENS = new LiveTokensCodec();

    @Override
    public void write(IncidentEvent event, ByteWriter out) {
        if (event instanceof Counted counted) {
            out.writeByte(COUNTED);
            Wire.text(counted.alert(), out);
            IncidentForms.membership(counted.incident(), out);
            out.writeBoolean(counted.expected());
            Wire.list(counted.involved(), IncidentForms::involved, out);
        } else if (event instanceof Stands stands) {
            out.writeByte(STANDS);
            stands(stands, out);
        } else if (event instanceof Left left) {
            out.writeByte(LEFT);
            Wire.text(left.alert(), out);
            Wire.optional(left.token(), out);
            Constants.STATUS_DETAIL.write(left.reason(), out);
        } else if (event instanceof Merged merged) {
            out.writeByte(MERGED);
            IncidentForms.membership(merged.incident(), out);
            Wire.text(merged.into(), out);
        } else if (event instanceof AccountKnown account) {
            out.writeByte(ACCOUNT_KNOWN);
            Wire.text(account.incident(), out);
            Wire.text(account.account(), out);
            out.writeBoolean(account.known());
        } else if (event instanceof Decided decided) {
            out.writeByte(DECIDED);
            FeedForms.action(decided.action(), out);
        } else if (event instanceof LiveTokens tokens) {
            out.writeByte(LIVE_TOKENS);
            TOKENS.write(tokens, out);
        }
    }

    @Override
    public IncidentEvent read(ByteReader in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case COUNTED ->
                new Counted(
                        Wire.text(in),
                        IncidentForms.membership(in),
                        in.readBoolean(),
                        Wire.list(IncidentForms::involved, in));
            case STANDS ->
                new Stands(
                        Wire.text(in),
                        Constants.RULE.read(in),
                        IncidentForms.membership(in),
                        Constants.SEVERITY.read(in),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        Constants.STATUS_DETAIL.optional(in));
            case LEFT -> new Left(Wire.text(in), Wire.optional(in), Constants.STATUS_DETAIL.read(in));
            case MERGED -> new Merged(IncidentForms.membership(in), Wire.text(in));
            case ACCOUNT_KNOWN -> new AccountKnown(Wire.text(in), Wire.text(in), in.readBoolean());
            case DECIDED -> new Decided(FeedForms.action(in));
            case LIVE_TOKENS -> TOKENS.read(in);
            default -> throw new IOException("incidents are not made of anything of kind " + kind);
        };
    }

    private static void stands(Stands stands, ByteWriter out) {
        Wire.text(stands.alert(), out);
        Constants.RULE.write(stands.rule(), out);
        IncidentForms.membership(stands.incident(), out);
        Constants.SEVERITY.write(stands.severity(), out);
        out.writeLong(stands.count());
        out.writeLong(stands.first());
        out.writeLong(stands.last());
        Constants.STATUS_DETAIL.write(stands.fallen(), out);
    }
}
