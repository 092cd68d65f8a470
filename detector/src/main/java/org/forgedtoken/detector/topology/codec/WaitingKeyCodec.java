package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.step.KeyUse;
import org.forgedtoken.detector.step.WaitingKey;

/** The bytes of a key's uses that wait. */
public final class WaitingKeyCodec implements Codec<WaitingKey> {
    @Override
    public void write(WaitingKey key, ByteWriter out) {
        Wire.text(key.issuer(), out);
        Wire.text(key.keyId(), out);
        Wire.list(key.uses(), WaitingKeyCodec::use, out);
    }

    @Override
    public WaitingKey read(ByteReader in) throws IOException {
        return new WaitingKey(Wire.text(in), Wire.text(in), Wire.list(WaitingKeyCodec::use, in));
    }

    private static void use(KeyUse use, ByteWriter out) {
        FeedForms.access(use.access(), out);
        FeedForms.key(use.token(), out);
        Constants.VERDICT.write(use.verdict(), out);
        Wire.text(use.keyId(), out);
        out.writeLong(use.issuedAt());
        out.writeLong(use.accesses());
        out.writeLong(use.knownAt());
        out.writeBoolean(use.counted());
    }

    private static KeyUse use(ByteReader in) throws IOException {
        return new KeyUse(
                FeedForms.access(in),
                FeedForms.key(in),
                Constants.VERDICT.optional(in),
                Wire.text(in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readBoolean());
    }
}
