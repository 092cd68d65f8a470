package org.forgedtoken.detector.topology.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.step.ShareMemory;

/** The bytes of what is remembered of an incident's alert. */
public final class ShareMemoryCodec implements Codec<ShareMemory> {
    @Override
    public void write(ShareMemory share, DataOutput out) throws IOException {
        Wire.constant(share.rule(), out);
        IncidentForms.membership(share.incident(), out);
        Wire.constant(share.severity(), out);
        out.writeBoolean(share.verified());
        out.writeLong(share.count());
        out.writeLong(share.first());
        out.writeLong(share.last());
        Wire.constant(share.fallen(), out);
    }

    @Override
    public ShareMemory read(DataInput in) throws IOException {
        return new ShareMemory(
                Wire.constant(Rule.class, in),
                IncidentForms.optionalMembership(in),
                Wire.optionalConstant(Severity.class, in),
                in.readBoolean(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                Wire.optionalConstant(StatusDetail.class, in));
    }
}
