package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.step.IncidentMemory;
import org.forgedtoken.detector.step.IncidentMemory.Clocks;
import org.forgedtoken.detector.step.IncidentMemory.Sum;
import org.forgedtoken.detector.step.IncidentMemory.Told;
import org.jspecify.annotations.Nullable;

/** The bytes of what is remembered of an incident. */
public final class IncidentMemoryCodec implements Codec<IncidentMemory> {
    @Override
    public void write(IncidentMemory incident, ByteWriter out) {
        IncidentForms.key(incident.key(), out);
        out.writeLong(incident.clocks().awareAt());
        out.writeLong(incident.clocks().withdrawnAt());
        Wire.map(incident.clocks().reported(), Wire::text, Wire::number, out);
        AlertForms.triage(incident.triage(), out);
        Constants.STATUS_DETAIL.write(incident.fallen(), out);
        Wire.optional(incident.mergedInto(), out);
        told(incident.told(), out);
        Wire.map(incident.sketches(), Wire::text, Wire::text, out);
        Sum sum = incident.sum();
        out.writeLong(sum.accesses());
        out.writeLong(sum.first());
        out.writeLong(sum.last());
        Wire.map(sum.endpoints(), Wire::text, Wire::number, out);
        out.writeBoolean(sum.atLeast());
    }

    @Override
    public IncidentMemory read(ByteReader in) throws IOException {
        return new IncidentMemory(
                IncidentForms.optionalKey(in),
                new Clocks(in.readLong(), in.readLong(), Wire.map(Wire::text, Wire::number, in)),
                AlertForms.triage(in),
                Constants.STATUS_DETAIL.optional(in),
                Wire.optional(in),
                told(in),
                Wire.map(Wire::text, Wire::text, in),
                new Sum(
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
            out.writeBoolean(told.breached());
            out.writeBoolean(told.expected());
            out.writeBoolean(told.closed());
            out.writeLong(told.at());
        }
    }

    private static @Nullable Told told(ByteReader in) throws IOException {
        return in.readBoolean()
                ? new Told(
                        Wire.map(Wire::text, Wire::number, in),
                        in.readBoolean(),
                        in.readBoolean(),
                        in.readBoolean(),
                        in.readBoolean(),
                        in.readLong())
                : null;
    }
}
