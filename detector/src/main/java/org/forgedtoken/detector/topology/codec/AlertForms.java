package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Evidence.Subject;
import org.forgedtoken.detector.alert.FindingStatus;
import org.forgedtoken.detector.alert.Triage;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.ledger.Stretches.Stretch;
import org.forgedtoken.detector.rule.Difference;
import org.jspecify.annotations.Nullable;

/** How the parts of findings and alerts are written. */
final class AlertForms {
    private AlertForms() {}

    static void key(AlertKey key, ByteWriter out) {
        Constants.RULE.write(key.rule(), out);
        Wire.text(key.entity(), out);
    }

    static AlertKey key(ByteReader in) throws IOException {
        return new AlertKey(Constants.RULE.read(in), Wire.text(in));
    }

    static void evidence(Evidence evidence, ByteWriter out) {
        AccessRecord access = evidence.access();
        out.writeBoolean(access != null);
        if (access != null) {
            FeedForms.access(access, out);
        }
        Constants.VERDICT.write(evidence.verdict(), out);
        Constants.IDENTITY.write(evidence.identity(), out);
        Stretch coverage = evidence.coverage();
        out.writeBoolean(coverage != null);
        if (coverage != null) {
            FactsForm.stretch(coverage, out);
        }
        Wire.list(evidence.differences(), AlertForms::difference, out);
        Wire.map(evidence.more(), Wire::text, Wire::text, out);
        Subject about = evidence.about();
        out.writeBoolean(about != null);
        if (about != null) {
            Wire.optional(about.account(), out);
            Wire.optional(about.source(), out);
        }
    }

    static Evidence evidence(ByteReader in) throws IOException {
        return new Evidence(
                in.readBoolean() ? FeedForms.access(in) : null,
                Constants.VERDICT.optional(in),
                Constants.IDENTITY.optional(in),
                in.readBoolean() ? FactsForm.stretch(in) : null,
                Wire.list(AlertForms::difference, in),
                Wire.map(Wire::text, Wire::text, in),
                in.readBoolean() ? new Subject(Wire.optional(in), Wire.optional(in)) : null);
    }

    static void triage(@Nullable Triage triage, ByteWriter out) {
        Constants.FINDING_STATUS.write(triage == null ? null : triage.status(), out);
        if (triage != null) {
            Wire.optional(triage.reason(), out);
            Wire.optional(triage.by(), out);
            out.writeLong(triage.until());
            out.writeBoolean(triage.expected());
        }
    }

    static @Nullable Triage triage(ByteReader in) throws IOException {
        FindingStatus status = Constants.FINDING_STATUS.optional(in);
        return status == null
                ? null
                : new Triage(status, Wire.optional(in), Wire.optional(in), in.readLong(), in.readBoolean());
    }

    private static void difference(Difference difference, ByteWriter out) {
        Wire.text(difference.claim(), out);
        Wire.text(difference.presented(), out);
        Wire.text(difference.ledger(), out);
    }

    private static Difference difference(ByteReader in) throws IOException {
        return new Difference(Wire.text(in), Wire.text(in), Wire.text(in));
    }
}
