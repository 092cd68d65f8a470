package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.IssuedToken.Statement;

/** A ledger entry's bytes. */
public final class IssuedTokenCodec implements Codec<IssuedToken> {
    @Override
    public void write(IssuedToken token, ByteWriter out) {
        Wire.list(token.statements(), IssuedTokenCodec::statement, out);
        out.writeBoolean(token.crowded());
        out.writeLong(token.revokedAt());
        out.writeLong(token.latest());
    }

    @Override
    public IssuedToken read(ByteReader in) throws IOException {
        return new IssuedToken(
                Wire.list(IssuedTokenCodec::statement, in), in.readBoolean(), in.readLong(), in.readLong());
    }

    private static void statement(Statement statement, ByteWriter out) {
        out.writeLong(statement.issuedAt());
        FeedForms.claims(statement.claims(), out);
        Wire.optional(statement.vouchesFor(), out);
    }

    private static Statement statement(ByteReader in) throws IOException {
        return new Statement(in.readLong(), FeedForms.claims(in), Wire.optional(in));
    }
}
