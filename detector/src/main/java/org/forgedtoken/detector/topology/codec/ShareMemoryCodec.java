package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.step.ShareMemory;

/** The bytes of what is remembered of an incident's alert. */
public final class ShareMemoryCodec implements Codec<ShareMemory> {
    @Override
    public void write(ShareMemory share, ByteWriter out) {
        Constants.RULE.write(share.rule(), out);
        Constants.SEVERITY.write(share.severity(), out);
        out.writeLong(share.count());
        out.writeLong(share.first());
        out.writeLong(share.last());
        Constants.STATUS_DETAIL.write(share.fallen(), out);
    }

    @Override
    public ShareMemory read(ByteReader in) throws IOException {
        return new ShareMemory(
                Constants.RULE.read(in),
                Constants.SEVERITY.read(in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                Constants.STATUS_DETAIL.optional(in));
    }
}
