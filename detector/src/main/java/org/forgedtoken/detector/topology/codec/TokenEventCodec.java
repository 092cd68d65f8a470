package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.feed.IssuanceRecord.Issued;
import org.forgedtoken.detector.feed.IssuanceRecord.KeyRevoked;
import org.forgedtoken.detector.feed.IssuanceRecord.Revoked;
import org.forgedtoken.detector.step.TokenEvent;

/** The bytes of what READ tells JUDGE. */
public final class TokenEventCodec implements Codec<TokenEvent> {
    private static final int USED = 1;
    private static final int ISSUED = 2;
    private static final int REVOKED = 3;
    private static final int COVERED = 4;
    private static final int READ_TO = 5;
    private static final int KEY_CHANGED = 6;
    private static final int KEY_GONE = 7;
    private static final int KEY_REVOKED = 8;
    private static final int DECIDED = 9;

    private static final CoverageMarkCodec COVERAGE = new CoverageMarkCodec();
    private static final PositionMarkCodec POSITION = new PositionMarkCodec();

    @Override
    public void write(TokenEvent event, ByteWriter out) {
        if (event instanceof TokenEvent.Used used) {
            out.writeByte(USED);
            FeedForms.access(used.key(), used.access(), out);
        } else if (event instanceof TokenEvent.WasIssued issued) {
            out.writeByte(ISSUED);
            long time = issued.issuance().time();
            out.writeNear(time);
            ClaimsForm.write(issued.key(), issued.issuance().token(), time, out);
        } else if (event instanceof TokenEvent.WasRevoked revoked) {
            out.writeByte(REVOKED);
            long time = revoked.revocation().time();
            out.writeNear(time);
            ClaimsForm.write(revoked.key(), revoked.revocation().token(), time, out);
        } else if (event instanceof TokenEvent.Covered covered) {
            out.writeByte(COVERED);
            COVERAGE.write(covered.mark(), out);
        } else if (event instanceof TokenEvent.ReadTo readTo) {
            out.writeByte(READ_TO);
            POSITION.write(readTo.mark(), out);
        } else if (event instanceof TokenEvent.Decided decided) {
            out.writeByte(DECIDED);
            FeedForms.action(decided.action(), out);
        } else {
            ofKey(event, out);
        }
    }

    private static void ofKey(TokenEvent event, ByteWriter out) {
        if (event instanceof TokenEvent.KeyChanged changed) {
            out.writeByte(KEY_CHANGED);
            FeedForms.signingKey(changed.key(), out);
        } else if (event instanceof TokenEvent.KeyGone gone) {
            out.writeByte(KEY_GONE);
            out.writeLong(gone.time());
            Wire.optional(gone.issuer(), out);
            Wire.text(gone.keyId(), out);
        } else if (event instanceof TokenEvent.KeyRevoked revoked) {
            out.writeByte(KEY_REVOKED);
            out.writeLong(revoked.revocation().time());
            Wire.text(revoked.revocation().issuer(), out);
            Wire.text(revoked.revocation().keyId(), out);
        }
    }

    @Override
    public TokenEvent read(ByteReader in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case USED -> FeedForms.used(in);
            case ISSUED -> {
                long time = in.readNear();
                ClaimsForm.Keyed keyed = ClaimsForm.readKeyed(time, in);
                yield new TokenEvent.WasIssued(keyed.key(), new Issued(time, keyed.token()));
            }
            case REVOKED -> {
                long time = in.readNear();
                ClaimsForm.Keyed keyed = ClaimsForm.readKeyed(time, in);
                yield new TokenEvent.WasRevoked(keyed.key(), new Revoked(time, keyed.token()));
            }
            case COVERED -> new TokenEvent.Covered(COVERAGE.read(in));
            case READ_TO -> new TokenEvent.ReadTo(POSITION.read(in));
            case KEY_CHANGED -> new TokenEvent.KeyChanged(FeedForms.signingKey(in));
            case KEY_GONE -> new TokenEvent.KeyGone(in.readLong(), Wire.optional(in), Wire.text(in));
            case KEY_REVOKED -> new TokenEvent.KeyRevoked(new KeyRevoked(in.readLong(), Wire.text(in), Wire.text(in)));
            case DECIDED -> new TokenEvent.Decided(FeedForms.action(in));
            default -> throw new IOException("there is no token event of kind " + kind);
        };
    }
}
