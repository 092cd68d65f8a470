package org.forgedtoken.detector.topology.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.forgedtoken.detector.alert.Involved;

/** The bytes of uses that an incident counts. */
public final class InvolvedCodec implements Codec<Involved> {
    @Override
    public void write(Involved involved, DataOutput out) throws IOException {
        IncidentForms.involved(involved, out);
    }

    @Override
    public Involved read(DataInput in) throws IOException {
        return IncidentForms.involved(in);
    }
}
