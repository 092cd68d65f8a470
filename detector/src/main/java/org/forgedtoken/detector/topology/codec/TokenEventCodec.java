package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.IssuanceRecord.Issued;
import org.forgedtoken.detector.feed.IssuanceRecord.Revoked;
import org.forgedtoken.detector.feed.Presentation;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.step.TokenEvent;

/** The bytes of what READ tells JUDGE: of tokens by hand, since there are as many as records. */
public final class TokenEventCodec implements Codec<TokenEvent> {
    private static final int SELDOM = 0;
    static final int USED = 1;
    private static final int ISSUED = 2;
    private static final int REVOKED = 3;

    private static final RecordCodec<TokenEvent> RECORDS = new RecordCodec<>(TokenEvent.class);
    private static final Signature[] SIGNATURES = Signature.values();

    @Override
    public void write(TokenEvent event, ByteWriter out) {
        if (event instanceof TokenEvent.Used used) {
            out.writeByte(USED);
            out.writeNear(used.access().time());
            ClaimsForm.write(used.key(), used.access().token(), used.access().time(), out);
            request(used.access(), out);
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
        } else {
            out.writeByte(SELDOM);
            RECORDS.write(event, out);
        }
    }

    @Override
    public TokenEvent read(ByteReader in) throws IOException {
        int kind = in.readByte();
        if (kind == SELDOM) {
            return RECORDS.read(in);
        }
        long time = in.readNear();
        ClaimsForm.Keyed token = ClaimsForm.read(time, in);
        return switch (kind) {
            case USED -> new TokenEvent.Used(token.key(), request(time, token.claims(), in));
            case ISSUED -> new TokenEvent.WasIssued(token.key(), new Issued(time, token.claims()));
            case REVOKED -> new TokenEvent.WasRevoked(token.key(), new Revoked(time, token.claims()));
            default -> throw new IOException("there is no token event of kind " + kind);
        };
    }

    private static void request(AccessRecord access, ByteWriter out) {
        Request request = access.request();
        Wire.optional(request.sourceIp(), out);
        Wire.optional(request.userAgent(), out);
        Wire.optional(request.method(), out);
        Wire.optional(request.path(), out);
        out.writeNear(request.status());
        Wire.optional(request.requestId(), out);
        out.writeByte(access.signature().ordinal());
        out.writeBoolean(access.accepted());
        Wire.text(access.origin(), out);
        presentation(access.presentation(), out);
    }

    private static AccessRecord request(long time, TokenClaims token, ByteReader in) throws IOException {
        Request request = new Request(
                Wire.optional(in),
                Wire.optionalRecent(in),
                Wire.optionalRecent(in),
                Wire.optional(in),
                (int) in.readNear(),
                Wire.optional(in));
        return new AccessRecord(
                time, token, request, Wire.constant(SIGNATURES, in), in.readBoolean(), Wire.text(in), presentation(in));
    }

    private static void presentation(Presentation told, ByteWriter out) {
        boolean plain = told.equals(Presentation.PLAIN);
        out.writeBoolean(plain);
        if (!plain) {
            out.writeBoolean(told.further());
            out.writeBoolean(told.keyMismatch());
            Wire.optional(told.verifiedFor(), out);
            Wire.optional(told.statedIssuer(), out);
            Wire.optional(told.claimedKind(), out);
        }
    }

    private static Presentation presentation(ByteReader in) throws IOException {
        return in.readBoolean()
                ? Presentation.PLAIN
                : new Presentation(
                        in.readBoolean(), in.readBoolean(), Wire.optional(in), Wire.optional(in), Wire.optional(in));
    }
}
