package org.forgedtoken.detector.topology.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.KeyRecord;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;

/** How the parts of input records are written. */
final class FeedForms {
    private FeedForms() {}

    static void key(TokenKey key, DataOutput out) throws IOException {
        Wire.constant(key.kind(), out);
        Wire.text(key.text(), out);
    }

    static TokenKey key(DataInput in) throws IOException {
        return new TokenKey(Wire.constant(IdentityKind.class, in), Wire.text(in));
    }

    static void claims(TokenClaims token, DataOutput out) throws IOException {
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

    static TokenClaims claims(DataInput in) throws IOException {
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

    static void access(AccessRecord access, DataOutput out) throws IOException {
        out.writeLong(access.time());
        claims(access.token(), out);
        Request request = access.request();
        Wire.optional(request.sourceIp(), out);
        Wire.optional(request.userAgent(), out);
        Wire.optional(request.method(), out);
        Wire.optional(request.path(), out);
        out.writeInt(request.status());
        Wire.optional(request.requestId(), out);
        Wire.constant(access.signature(), out);
        out.writeBoolean(access.accepted());
        Wire.text(access.origin(), out);
    }

    static AccessRecord access(DataInput in) throws IOException {
        long time = in.readLong();
        TokenClaims token = claims(in);
        Request request = new Request(
                Wire.optional(in),
                Wire.optional(in),
                Wire.optional(in),
                Wire.optional(in),
                in.readInt(),
                Wire.optional(in));
        return new AccessRecord(
                time, token, request, Wire.constant(Signature.class, in), in.readBoolean(), Wire.text(in));
    }

    static void signingKey(KeyRecord key, DataOutput out) throws IOException {
        out.writeLong(key.time());
        Wire.text(key.issuer(), out);
        Wire.text(key.keyId(), out);
        Wire.constant(key.state(), out);
        out.writeLong(key.notBefore());
        out.writeLong(key.notAfter());
        out.writeLong(key.atRiskSince());
    }

    static KeyRecord signingKey(DataInput in) throws IOException {
        return new KeyRecord(
                in.readLong(),
                Wire.text(in),
                Wire.text(in),
                Wire.constant(KeyRecord.State.class, in),
                in.readLong(),
                in.readLong(),
                in.readLong());
    }

    static void action(AnalystAction action, DataOutput out) throws IOException {
        out.writeLong(action.time());
        Wire.text(action.uid(), out);
        Wire.constant(action.kind(), out);
        Wire.optional(action.reason(), out);
        Wire.optional(action.by(), out);
        out.writeLong(action.until());
        Wire.optional(action.regime(), out);
    }

    static AnalystAction action(DataInput in) throws IOException {
        return new AnalystAction(
                in.readLong(),
                Wire.text(in),
                Wire.constant(AnalystAction.Kind.class, in),
                Wire.optional(in),
                Wire.optional(in),
                in.readLong(),
                Wire.optional(in));
    }
}
