package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.KeyRecord;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;

/** How the parts of input records are written. */
final class FeedForms {
    private FeedForms() {}

    static void key(TokenKey key, ByteWriter out) {
        Constants.IDENTITY.write(key.kind(), out);
        Wire.text(key.text(), out);
    }

    static TokenKey key(ByteReader in) throws IOException {
        return new TokenKey(Constants.IDENTITY.read(in), Wire.text(in));
    }

    static void claims(TokenClaims token, ByteWriter out) {
        Wire.text(token.issuer(), out);
        Wire.optional(token.tokenId(), out);
        out.writeBoolean(token.idAbsent());
        Wire.optional(token.digest(), out);
        Wire.optional(token.account(), out);
        Wire.optional(token.client(), out);
        Wire.optional(token.keyId(), out);
        out.writeLong(token.issuedAt());
        out.writeLong(token.expiresAt());
        Wire.optional(token.kind(), out);
    }

    static TokenClaims claims(ByteReader in) throws IOException {
        return new TokenClaims(
                Wire.text(in),
                Wire.optional(in),
                in.readBoolean(),
                Wire.optional(in),
                Wire.optional(in),
                Wire.optional(in),
                Wire.optional(in),
                in.readLong(),
                in.readLong(),
                Wire.optional(in));
    }

    static void access(AccessRecord access, ByteWriter out) {
        out.writeLong(access.time());
        claims(access.token(), out);
        Request request = access.request();
        Wire.optional(request.sourceIp(), out);
        Wire.optional(request.userAgent(), out);
        Wire.optional(request.method(), out);
        Wire.optional(request.path(), out);
        out.writeInt(request.status());
        Wire.optional(request.requestId(), out);
        Constants.SIGNATURE.write(access.signature(), out);
        out.writeBoolean(access.accepted());
        Wire.text(access.origin(), out);
    }

    static AccessRecord access(ByteReader in) throws IOException {
        long time = in.readLong();
        TokenClaims token = claims(in);
        Request request = new Request(
                Wire.optional(in),
                Wire.optional(in),
                Wire.optional(in),
                Wire.optional(in),
                in.readInt(),
                Wire.optional(in));
        return new AccessRecord(time, token, request, Constants.SIGNATURE.read(in), in.readBoolean(), Wire.text(in));
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
