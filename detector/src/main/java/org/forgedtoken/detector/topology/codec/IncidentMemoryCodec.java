package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.step.IncidentMemory;
import org.forgedtoken.detector.step.IncidentMemory.Rest;
import org.forgedtoken.detector.step.IncidentMemory.Told;
import org.jspecify.annotations.Nullable;

/** The bytes of what is remembered of an incident. */
public final class IncidentMemoryCodec implements Codec<IncidentMemory> {
    @Override
    public void write(IncidentMemory incident, ByteWriter out) {
        IncidentForms.key(incident.key(), out);
        out.writeLong(incident.awareAt());
        Wire.map(incident.reported(), Wire::text, Wire::number, out);
        AlertForms.triage(incident.triage(), out);
        Constants.STATUS_DETAIL.write(incident.fallen(), out);
        told(incident.told(), out);
        Wire.map(incident.sketches(), Wire::text, Wire::text, out);
        Rest rest = incident.rest();
        out.writeLong(rest.accesses());
        out.writeLong(rest.first());
        out.writeLong(rest.last());
        Wire.map(rest.endpoints(), Wire::text, Wire::number, out);
        out.writeBoolean(rest.verified());
    }

    @Override
    public IncidentMemory read(ByteReader in) throws IOException {
        return new IncidentMemory(
                IncidentForms.optionalKey(in),
                in.readLong(),
                Wire.map(Wire::text, Wire::number, in),
                AlertForms.triage(in),
                Constants.STATUS_DETAIL.optional(in),
                told(in),
                Wire.map(Wire::text, Wire::text, in),
                new Rest(
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        Wire.map(Wire::text, Wire::number, in),
                        in.readBoolean()));
    }

    private static void told(@Nullable Told told, ByteWriter out) {
        out.writeBoolean(told != null);
        if (told != null) {
            Wire.map(told.counts(), Wire::text, Wire::number, out);
            out.writeBoolean(told.verified());
            out.writeBoolean(told.closed());
            out.writeLong(told.at());
        }
    }

    private static @Nullable Told told(ByteReader in) throws IOException {
        return in.readBoolean()
                ? new Told(Wire.map(Wire::text, Wire::number, in), in.readBoolean(), in.readBoolean(), in.readLong())
                : null;
    }
}
