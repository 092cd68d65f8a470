package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.alert.AlertState.Milestone;
import org.forgedtoken.detector.alert.AlertState.Written;
import org.forgedtoken.detector.alert.CountedTokens;

/** The bytes of what GROUP remembers of an alert. */
public final class AlertStateCodec implements Codec<AlertState> {
    @Override
    public void write(AlertState alert, ByteWriter out) {
        AlertForms.key(alert.key(), out);
        AlertForms.evidence(alert.evidence(), out);
        out.writeLong(alert.horizon());
        out.writeLong(alert.verifiedAt());
        out.writeLong(alert.settled().seen());
        out.writeLong(alert.settled().count());
        out.writeLong(alert.settled().last());
        out.writeBoolean(alert.settled().grown());
        Wire.map(alert.recent(), Wire::number, Wire::number, out);
        Written written = alert.written();
        out.writeBoolean(written != null);
        if (written != null) {
            written(written, out);
        }
        Wire.optional(alert.blockKey(), out);
        out.writeBoolean(alert.rollUp());
        AlertForms.triage(alert.triage(), out);
        IncidentForms.membership(alert.incident(), out);
        Wire.list(List.copyOf(alert.incidents()), Wire::text, out);
        out.writeInt(alert.tokens().counted());
        out.writeInt(alert.tokens().accused());
    }

    @Override
    public AlertState read(ByteReader in) throws IOException {
        return new AlertState(
                AlertForms.key(in),
                AlertForms.evidence(in),
                in.readLong(),
                in.readLong(),
                new Milestone(in.readLong(), in.readLong(), in.readLong(), in.readBoolean()),
                Wire.map(Wire::number, Wire::number, in),
                in.readBoolean() ? written(in) : null,
                Wire.optional(in),
                in.readBoolean(),
                AlertForms.triage(in),
                IncidentForms.optionalMembership(in),
                new TreeSet<>(Wire.list(Wire::text, in)),
                new CountedTokens(in.readInt(), in.readInt()));
    }

    private static void written(Written written, ByteWriter out) {
        out.writeLong(written.count());
        out.writeLong(written.first());
        out.writeLong(written.last());
        Constants.SEVERITY.write(written.severity(), out);
        AlertForms.evidence(written.evidence(), out);
        Constants.STATUS_DETAIL.write(written.closed(), out);
        out.writeBoolean(written.expected());
        Wire.list(List.copyOf(written.incidents()), Wire::text, out);
        Wire.optional(written.incident(), out);
        out.writeBoolean(written.again());
    }

    private static Written written(ByteReader in) throws IOException {
        return new Written(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                Constants.SEVERITY.read(in),
                AlertForms.evidence(in),
                Constants.STATUS_DETAIL.optional(in),
                in.readBoolean(),
                new TreeSet<>(Wire.list(Wire::text, in)),
                Wire.optional(in),
                in.readBoolean());
    }
}
