package org.forgedtoken.detector.topology.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.IncidentEvent.AccountKnown;
import org.forgedtoken.detector.step.IncidentEvent.Counted;
import org.forgedtoken.detector.step.IncidentEvent.Decided;
import org.forgedtoken.detector.step.IncidentEvent.Left;
import org.forgedtoken.detector.step.IncidentEvent.LiveTokens;
import org.forgedtoken.detector.step.IncidentEvent.Stands;

/** The bytes of what incidents are made of. */
public final class IncidentEventCodec implements Codec<IncidentEvent> {
    private static final int COUNTED = 1;
    private static final int STANDS = 2;
    private static final int LEFT = 3;
    private static final int ACCOUNT_KNOWN = 4;
    private static final int LIVE_TOKENS = 5;
    private static final int DECIDED = 6;

    private static final LiveTokensCodec TOKENS = new LiveTokensCodec();

    @Override
    public void write(IncidentEvent event, DataOutput out) throws IOException {
        if (event instanceof Counted counted) {
            out.writeByte(COUNTED);
            Wire.text(counted.alert(), out);
            Wire.constant(counted.rule(), out);
            IncidentForms.membership(counted.incident(), out);
            out.writeBoolean(counted.verified());
            Wire.list(counted.involved(), IncidentForms::involved, out);
        } else if (event instanceof Stands stands) {
            out.writeByte(STANDS);
            stands(stands, out);
        } else if (event instanceof Left left) {
            out.writeByte(LEFT);
            Wire.text(left.alert(), out);
            Wire.constant(left.reason(), out);
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
    public IncidentEvent read(DataInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case COUNTED ->
                new Counted(
                        Wire.text(in),
                        Wire.constant(Rule.class, in),
                        IncidentForms.membership(in),
                        in.readBoolean(),
                        Wire.list(IncidentForms::involved, in));
            case STANDS ->
                new Stands(
                        Wire.text(in),
                        Wire.constant(Rule.class, in),
                        IncidentForms.membership(in),
                        Wire.constant(Severity.class, in),
                        in.readBoolean(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        Wire.optionalConstant(StatusDetail.class, in));
            case LEFT -> new Left(Wire.text(in), Wire.constant(StatusDetail.class, in));
            case ACCOUNT_KNOWN -> new AccountKnown(Wire.text(in), Wire.text(in), in.readBoolean());
            case DECIDED -> new Decided(FeedForms.action(in));
            case LIVE_TOKENS -> TOKENS.read(in);
            default -> throw new IOException("incidents are not made of anything of kind " + kind);
        };
    }

    private static void stands(Stands stands, DataOutput out) throws IOException {
        Wire.text(stands.alert(), out);
        Wire.constant(stands.rule(), out);
        IncidentForms.membership(stands.incident(), out);
        Wire.constant(stands.severity(), out);
        out.writeBoolean(stands.verified());
        out.writeLong(stands.count());
        out.writeLong(stands.first());
        out.writeLong(stands.last());
        Wire.constant(stands.fallen(), out);
    }
}
