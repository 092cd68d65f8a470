package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.alert.Involved;

/** The bytes of uses that an incident counts. */
public final class InvolvedCodec implements Codec<Involved> {
    @Override
    public void write(Involved involved, ByteWriter out) {
        IncidentForms.involved(involved, out);
    }

    @Override
    public Involved read(ByteReader in) throws IOException {
        return IncidentForms.involved(in);
    }
}
