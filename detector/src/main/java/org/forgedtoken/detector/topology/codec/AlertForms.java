package org.forgedtoken.detector.topology.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Evidence.Subject;
import org.forgedtoken.detector.alert.FindingStatus;
import org.forgedtoken.detector.alert.Triage;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.ledger.Stretches.Stretch;
import org.forgedtoken.detector.rule.Difference;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Verdict;
import org.jspecify.annotations.Nullable;

/** How the parts of findings and alerts are written. */
final class AlertForms {
    private AlertForms() {}

    static void key(AlertKey key, DataOutput out) throws IOException {
        Wire.constant(key.rule(), out);
        Wire.text(key.entity(), out);
    }

    static AlertKey key(DataInput in) throws IOException {
        return new AlertKey(Wire.constant(Rule.class, in), Wire.text(in));
    }

    static void evidence(Evidence evidence, DataOutput out) throws IOException {
        AccessRecord access = evidence.access();
        out.writeBoolean(access != null);
        if (access != null) {
            FeedForms.access(access, out);
        }
        Wire.constant(evidence.verdict(), out);
        Wire.constant(evidence.identity(), out);
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

    static Evidence evidence(DataInput in) throws IOException {
        return new Evidence(
                in.readBoolean() ? FeedForms.access(in) : null,
                Wire.optionalConstant(Verdict.class, in),
                Wire.optionalConstant(IdentityKind.class, in),
                in.readBoolean() ? FactsForm.stretch(in) : null,
                Wire.list(AlertForms::difference, in),
                Wire.map(Wire::text, Wire::text, in),
                in.readBoolean() ? new Subject(Wire.optional(in), Wire.optional(in)) : null);
    }

    static void triage(@Nullable Triage triage, DataOutput out) throws IOException {
        Wire.constant(triage == null ? null : triage.status(), out);
        if (triage != null) {
            Wire.optional(triage.reason(), out);
            Wire.optional(triage.by(), out);
            out.writeLong(triage.until());
            out.writeBoolean(triage.expected());
        }
    }

    static @Nullable Triage triage(DataInput in) throws IOException {
        FindingStatus status = Wire.optionalConstant(FindingStatus.class, in);
        return status == null
                ? null
                : new Triage(status, Wire.optional(in), Wire.optional(in), in.readLong(), in.readBoolean());
    }

    private static void difference(Difference difference, DataOutput out) throws IOException {
        Wire.text(difference.claim(), out);
        Wire.text(difference.presented(), out);
        Wire.text(difference.ledger(), out);
    }

    private static Difference difference(DataInput in) throws IOException {
        return new Difference(Wire.text(in), Wire.text(in), Wire.text(in));
    }
}
