package org.forgedtoken.detector.replay;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.reading.Reading;
import org.jspecify.annotations.Nullable;

/** Writes accesses in the native format (reference/records.md), the token by its id and digest. */
final class NativeAccess {
    private NativeAccess() {}

    /** One JSON object in UTF-8 for each token of an access; none of what is no access. */
    static List<byte[]> bytes(Reading reading) {
        if (reading instanceof Reading.Access ok) {
            return Stream.concat(Stream.of(ok.access()), ok.further().stream())
                    .map(NativeAccess::bytes)
                    .toList();
        }
        if (reading instanceof Reading.Anonymous anonymous) {
            JsonObject json = at(anonymous.time())
                    .put("account_id", anonymous.account())
                    .put("authenticated", anonymous.accepted());
            return List.of(request(json, anonymous.request()).ascii());
        }
        return List.of();
    }

    private static byte[] bytes(AccessRecord access) {
        JsonObject json = token(at(access.time()), access.token());
        if (access.signature() != Signature.UNKNOWN) {
            json.put("signature_valid", access.signature() == Signature.VALID);
        }
        return request(json.put("authenticated", access.accepted()), access.request())
                .ascii();
    }

    private static JsonObject request(JsonObject json, Request request) {
        return json.put("source_ip", request.sourceIp())
                .put("user_agent", request.userAgent())
                .put("method", request.method())
                .put("path", request.path())
                .put("status", request.status() == 0 ? null : request.status())
                .put("request_id", request.requestId());
    }

    /** A record of this time. */
    static JsonObject at(long time) {
        return new JsonObject().put("time", rfc3339(time));
    }

    /** What it says of its token. */
    static JsonObject token(JsonObject json, TokenClaims token) {
        return json.put("issuer", token.issuer())
                .put("token_id", token.tokenId())
                .put("token_digest", token.digest())
                .put("account_id", token.account())
                .put("client_id", token.client())
                .put("key_id", token.keyId())
                .put("issued_at", rfc3339(token.issuedAt()))
                .put("expires_at", rfc3339(token.expiresAt()))
                .put("kind", token.kind());
    }

    /** As records state times; null where it is not known. */
    static @Nullable String rfc3339(long time) {
        return Times.known(time) ? Instant.ofEpochMilli(time).toString() : null;
    }
}
