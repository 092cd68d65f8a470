package org.forgedtoken.detector.demo;

import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Writes records in the {@code native} format (CONTRACT section 3), in the variety that the format allows. */
final class NativeRecords {

    private static final int[] STATUSES = {200, 200, 200, 200, 200, 204, 304, 403, 404, 500};

    private final SplittableRandom random;

    NativeRecords(SplittableRandom random) {
        this.random = random;
    }

    /** An access that the gateway served. */
    String accepted(long time, SampleToken token, Presentation how, Visitor visitor, Page page) {
        JsonObject json = access(time, visitor, page);
        if (random.nextInt(4) == 0) {
            json.bool("authenticated", true);
        }
        json.number("status", STATUSES[random.nextInt(STATUSES.length)]);
        return token(json, token, how).toString();
    }

    /** An access that the gateway refused. */
    String refused(long time, SampleToken token, Presentation how, Visitor visitor, Page page) {
        return token(access(time, visitor, page).number("status", 401), token, how)
                .toString();
    }

    /** A refused access with a token that nobody ever made a claim for. */
    String refusedGarbage(long time, String issuer, Visitor visitor) {
        return access(time, visitor)
                .number("status", 401)
                .text("token_id", hex(16))
                .text("issuer", issuer)
                .bool("signature_valid", random.nextBoolean() ? false : null)
                .toString();
    }

    String anonymous(long time, Visitor visitor) {
        return access(time, visitor).number("status", 200).toString();
    }

    /** The exchange of a refresh token: no access in the sense of the contract. */
    String refresh(long time, SampleToken token, Visitor visitor) {
        return access(time, visitor)
                .number("status", 200)
                .text("kind", "refresh")
                .text(token.id() == null ? "token_digest" : "token_id", token.id() == null ? hex(64) : "r-" + hex(16))
                .text("issuer", token.issuer().name())
                .text("account_id", token.account())
                .toString();
    }

    /** An access record that cannot be read: cut off, without a time, or with one that is none. */
    String unreadable(long time, int kind, Visitor visitor) {
        String whole = access(time, visitor).number("status", 200).toString();
        return switch (kind % 3) {
            case 0 -> whole.substring(0, whole.length() / 2);
            case 1 ->
                new JsonObject()
                        .text("source_ip", visitor.sourceIp())
                        .number("status", 200)
                        .toString();
            default ->
                new JsonObject().text("time", "yesterday").number("status", 200).toString();
        };
    }

    /** @param withDigest whether the identity provider logs the token's digest beside its id */
    String issued(long time, SampleToken token, boolean withDigest, Visitor visitor) {
        return identity(new JsonObject().text("time", rfc3339(time)).text("event", "issued"), token, withDigest)
                .text("account_id", token.account())
                .text("client_id", token.client())
                .text("key_id", token.signer().id())
                .number("issued_at", token.issuedAt())
                .number("expires_at", token.expiresAt())
                .text("source_ip", visitor.sourceIp())
                .toString();
    }

    String revoked(long time, SampleToken token) {
        return identity(new JsonObject().text("time", rfc3339(time)).text("event", "revoked"), token, false)
                .text("account_id", token.account())
                .toString();
    }

    String heartbeat(long time, SampleIssuer issuer) {
        return new JsonObject()
                .text("time", rfc3339(time))
                .text("event", "heartbeat")
                .text("issuer", issuer.name())
                .toString();
    }

    private static JsonObject identity(JsonObject json, SampleToken token, boolean withDigest) {
        return json.text("token_id", token.id())
                .text("token_digest", withDigest || token.id() == null ? token.digest() : null)
                .text("issuer", token.issuer().name());
    }

    /** A page that somebody with this account, or without one, asks for. */
    Page anyPage(@Nullable String account) {
        return Page.any(account, random);
    }

    private JsonObject access(long time, Visitor visitor) {
        return access(time, visitor, anyPage(null));
    }

    private JsonObject access(long time, Visitor visitor, Page page) {
        JsonObject json = new JsonObject();
        if (random.nextInt(8) == 0) {
            json.number("time", time);
        } else {
            json.text("time", rfc3339(time));
        }
        return json.text("source_ip", visitor.sourceIp())
                .text("user_agent", visitor.userAgent())
                .text("method", random.nextInt(10) == 0 ? "POST" : "GET")
                .text("path", page.path())
                .text("request_id", hex(16));
    }

    private JsonObject token(JsonObject json, SampleToken token, Presentation how) {
        json.bool("signature_valid", how.verified() ? true : null);
        String raw = how.raw();
        if (raw != null) {
            return json.text("token", random.nextBoolean() ? "Bearer " + raw : raw);
        }
        Long issuedAt = how.statesIssuedAt() ? token.issuedAt() : null;
        return identity(json, token, false)
                .text("account_id", token.account())
                .text("client_id", token.client())
                .text("key_id", token.signer().id())
                .number("issued_at", issuedAt)
                .number("expires_at", how.statesIssuedAt() ? token.expiresAt() : null);
    }

    private static String rfc3339(long time) {
        return Instant.ofEpochMilli(time).toString();
    }

    private String hex(int digits) {
        return hex(random, digits);
    }

    /** Random lower-case hex. */
    static String hex(SplittableRandom random, int digits) {
        StringBuilder hex = new StringBuilder(digits);
        while (hex.length() < digits) {
            hex.append(Character.forDigit(random.nextInt(16), 16));
        }
        return hex.toString();
    }
}
