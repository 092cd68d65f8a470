package org.forgedtoken.detector.topology.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.forgedtoken.detector.ledger.PresentedToken;
import org.forgedtoken.detector.ledger.PresentedToken.State;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;

/** The bytes of a token of which something is open. */
public final class PresentedTokenCodec implements Codec<PresentedToken> {
    @Override
    public void write(PresentedToken token, DataOutput out) throws IOException {
        Wire.list(token.variants(), PresentedTokenCodec::variant, out);
    }

    @Override
    public PresentedToken read(DataInput in) throws IOException {
        return new PresentedToken(Wire.list(PresentedTokenCodec::variant, in));
    }

    private static void variant(Variant variant, DataOutput out) throws IOException {
        Wire.text(variant.id(), out);
        FeedForms.claims(variant.claims(), out);
        out.writeBoolean(variant.silent());
        Wire.constant(variant.state(), out);
        out.writeLong(variant.needed());
        Wire.list(variant.uses(), FeedForms::access, out);
        out.writeLong(variant.count());
        out.writeLong(variant.lastUse());
        Wire.list(variant.differing(), Wire::text, out);
    }

    private static Variant variant(DataInput in) throws IOException {
        return new Variant(
                Wire.text(in),
                FeedForms.claims(in),
                in.readBoolean(),
                Wire.constant(State.class, in),
                in.readLong(),
                Wire.list(FeedForms::access, in),
                in.readLong(),
                in.readLong(),
                Wire.list(Wire::text, in));
    }
}
