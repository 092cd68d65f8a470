package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.KeyRecord;
import org.forgedtoken.detector.feed.Presentation;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.step.TokenEvent;

/** How the parts of input records are written. */
final class FeedForms {
    private FeedForms() {}

    static void key(TokenKey key, ByteWriter out) {
        ClaimsForm.write(key, out);
    }

    static TokenKey key(ByteReader in) throws IOException {
        return ClaimsForm.readKey(in);
    }

    static void claims(TokenClaims token, ByteWriter out) {
        ClaimsForm.write(token, 0, out);
    }

    static TokenClaims claims(ByteReader in) throws IOException {
        return ClaimsForm.read(0, in);
    }

    static void access(AccessRecord access, ByteWriter out) {
        out.writeNear(access.time());
        ClaimsForm.write(access.token(), access.time(), out);
        request(access, out);
    }

    static AccessRecord access(ByteReader in) throws IOException {
        long time = in.readNear();
        return request(time, ClaimsForm.read(time, in), in);
    }

    /** The access is of the key's token. */
    static void access(TokenKey key, AccessRecord access, ByteWriter out) {
        out.writeNear(access.time());
        ClaimsForm.write(key, access.token(), access.time(), out);
        request(access, out);
    }

    static TokenEvent.Used used(ByteReader in) throws IOException {
        long time = in.readNear();
        ClaimsForm.Keyed keyed = ClaimsForm.readKeyed(time, in);
        return new TokenEvent.Used(keyed.key(), request(time, keyed.token(), in));
    }

    private static void request(AccessRecord access, ByteWriter out) {
        Request request = access.request();
        Wire.optional(request.sourceIp(), out);
        Wire.optional(request.userAgent(), out);
        Wire.optional(request.method(), out);
        Wire.optional(request.path(), out);
        out.writeNear(request.status());
        Wire.optional(request.requestId(), out);
        Constants.SIGNATURE.write(access.signature(), out);
        out.writeBoolean(access.accepted());
        Wire.text(access.origin(), out);
        presentation(access.presentation(), out);
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

    private static AccessRecord request(long time, TokenClaims token, ByteReader in) throws IOException {
        Request request = new Request(
                Wire.optional(in),
                Wire.optionalRecent(in),
                Wire.optionalRecent(in),
                Wire.optional(in),
                (int) in.readNear(),
                Wire.optional(in));
        return new AccessRecord(
                time, token, request, Constants.SIGNATURE.read(in), in.readBoolean(), Wire.text(in), presentation(in));
    }

    static void signingKey(KeyRecord key, ByteWriter out) {
        out.writeLong(key.time());
        Wire.text(key.issuer(), out);
        Wire.text(key.keyId(), out);
        Constants.KEY_STATE.write(key.state(), out);
        out.writeLong(key.notBefore());
        out.writeLong(key.notAfter());
        out.writeLong(key.atRiskSince());
    }

    static KeyRecord signingKey(ByteReader in) throws IOException {
        return new KeyRecord(
                in.readLong(),
                Wire.text(in),
                Wire.text(in),
                Constants.KEY_STATE.read(in),
                in.readLong(),
                in.readLong(),
                in.readLong());
    }

    static void action(AnalystAction action, ByteWriter out) {
        out.writeLong(action.time());
        Wire.text(action.uid(), out);
        Constants.ACTION.write(action.kind(), out);
        Wire.optional(action.reason(), out);
        Wire.optional(action.by(), out);
        out.writeLong(action.until());
        Wire.optional(action.regime(), out);
    }

    static AnalystAction action(ByteReader in) throws IOException {
        return new AnalystAction(
                in.readLong(),
                Wire.text(in),
                Constants.ACTION.read(in),
                Wire.optional(in),
                Wire.optional(in),
                in.readLong(),
                Wire.optional(in));
    }
}
