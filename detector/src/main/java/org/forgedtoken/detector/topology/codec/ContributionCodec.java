package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.step.Contribution;

/** The bytes of a token that an alert counts. */
public final class ContributionCodec implements Codec<Contribution> {
    @Override
    public void write(Contribution one, ByteWriter out) {
        Wire.text(one.alert(), out);
        out.writeBoolean(one.accused());
    }

    @Override
    public Contribution read(ByteReader in) throws IOException {
        return new Contribution(Wire.text(in), in.readBoolean());
    }
}
