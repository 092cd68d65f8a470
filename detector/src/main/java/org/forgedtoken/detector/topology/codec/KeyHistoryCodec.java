package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.ledger.KeyHistory;

/** The bytes of what is known of a signing key. */
public final class KeyHistoryCodec implements Codec<KeyHistory> {
    @Override
    public void write(KeyHistory key, ByteWriter out) {
        Wire.text(key.issuer(), out);
        Wire.text(key.keyId(), out);
        out.writeBoolean(key.original());
        Wire.list(key.records(), FeedForms::signingKey, out);
        Wire.list(key.revocations(), Wire::number, out);
    }

    @Override
    public KeyHistory read(ByteReader in) throws IOException {
        return new KeyHistory(
                Wire.text(in),
                Wire.text(in),
                in.readBoolean(),
                Wire.list(FeedForms::signingKey, in),
                Wire.list(Wire::number, in));
    }
}
