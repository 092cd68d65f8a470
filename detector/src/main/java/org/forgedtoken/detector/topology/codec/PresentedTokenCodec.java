package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.ledger.PresentedToken;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;

/** The bytes of a token of which something is open. */
public final class PresentedTokenCodec implements Codec<PresentedToken> {
    @Override
    public void write(PresentedToken token, ByteWriter out) {
        Wire.list(token.variants(), PresentedTokenCodec::variant, out);
        out.writeLong(token.apartUntil());
    }

    @Override
    public PresentedToken read(ByteReader in) throws IOException {
        return new PresentedToken(Wire.list(PresentedTokenCodec::variant, in), in.readLong());
    }

    private static void variant(Variant variant, ByteWriter out) {
        Wire.text(variant.id(), out);
        FeedForms.claims(variant.claims(), out);
        out.writeBoolean(variant.silent());
        Constants.TOKEN_STATE.write(variant.state(), out);
        out.writeLong(variant.needed());
        Wire.list(variant.uses(), FeedForms::access, out);
        out.writeLong(variant.count());
        out.writeLong(variant.lastUse());
        Wire.list(variant.differing(), Wire::text, out);
    }

    private static Variant variant(ByteReader in) throws IOException {
        return new Variant(
                Wire.text(in),
                FeedForms.claims(in),
                in.readBoolean(),
                Constants.TOKEN_STATE.read(in),
                in.readLong(),
                Wire.list(FeedForms::access, in),
                in.readLong(),
                in.readLong(),
                Wire.list(Wire::text, in));
    }
}
