package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.step.IncidentEvent.LiveTokens;

/** The bytes of how many legitimate tokens of a key live. */
public final class LiveTokensCodec implements Codec<LiveTokens> {
    @Override
    public void write(LiveTokens tokens, ByteWriter out) {
        Wire.text(tokens.issuer(), out);
        Wire.text(tokens.keyId(), out);
        out.writeInt(tokens.task());
        out.writeLong(tokens.readTo());
        Wire.map(tokens.byExpiry(), Wire::number, Wire::number, out);
    }

    @Override
    public LiveTokens read(ByteReader in) throws IOException {
        return new LiveTokens(
                Wire.text(in), Wire.text(in), in.readInt(), in.readLong(), Wire.map(Wire::number, Wire::number, in));
    }
}
