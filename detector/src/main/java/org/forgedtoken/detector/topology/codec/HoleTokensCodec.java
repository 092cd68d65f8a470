package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.step.HoleTokens;

/** The bytes of how many tokens are missing because of one hole. */
public final class HoleTokensCodec implements Codec<HoleTokens> {
    @Override
    public void write(HoleTokens tokens, ByteWriter out) {
        out.writeNear(tokens.since());
        out.writeNear(tokens.until());
        out.writeNear(tokens.told());
        out.writeNear(tokens.saved());
        out.writeBytes(tokens.sketch());
    }

    @Override
    public HoleTokens read(ByteReader in) throws IOException {
        return new HoleTokens(in.readNear(), in.readNear(), in.readNear(), in.readNear(), in.readBytes());
    }
}
