package org.forgedtoken.detector.demo;

import java.time.Instant;
import java.util.SplittableRandom;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.jspecify.annotations.Nullable;

/** Writes records in the {@code native} format (reference/records.md), in the variety that the format allows. */
record NativeRecords(SplittableRandom random) {

    private static final int[] STATUSES = {200, 200, 200, 200, 200, 204, 304, 403, 404, 500};

    /** An access that the gateway served. */
    String accepted(long time, SampleToken token, Presentation how, Visitor visitor, Page page) {
        JsonObject json = access(time, visitor, page);
        if (random.nextInt(4) == 0) {
            json.put("authenticated", true);
        }
        json.put("status", STATUSES[random.nextInt(STATUSES.length)]);
        return token(json, token, how).toString();
    }

    /** An access that the gateway refused. */
    String refused(long time, SampleToken token, Presentation how, Visitor visitor, Page page) {
        return token(access(time, visitor, page).put("status", 401), token, how).toString();
    }

    /** A refused access with a token that nobody ever made a claim for. */
    String refusedGarbage(long time, String issuer, Visitor visitor) {
        return access(time, visitor)
                .put("status", 401)
                .put("token_id", hex(16))
                .put("issuer", issuer)
                .put("signature_valid", random.nextBoolean() ? false : null)
                .toString();
    }

    String anonymous(long time, Visitor visitor) {
        return access(time, visitor).put("status", 200).toString();
    }

    /** The exchange of a refresh token: not an access. */
    String refresh(long time, SampleToken token, Visitor visitor) {
        return access(time, visitor)
                .put("status", 200)
                .put("kind", "refresh")
                .put(token.id() == null ? "token_digest" : "token_id", token.id() == null ? hex(64) : "r-" + hex(16))
                .put("issuer", token.issuer().name())
                .put("account_id", token.account())
                .toString();
    }

    /** An access record that cannot be read: cut off, without a time, or with one that is none. */
    String unreadable(long time, int kind, Visitor visitor) {
        String whole = access(time, visitor).put("status", 200).toString();
        return switch (kind % 3) {
            case 0 -> whole.substring(0, whole.length() / 2);
            case 1 ->
                new JsonObject()
                        .put("source_ip", visitor.sourceIp())
                        .put("status", 200)
                        .toString();
            default ->
                new JsonObject().put("time", "yesterday").put("status", 200).toString();
        };
    }

    /** @param withDigest whether the identity provider logs the token's digest beside its id */
    String issued(long time, SampleToken token, boolean withDigest, Visitor visitor) {
        return identity(new JsonObject().put("time", rfc3339(time)).put("event", "issued"), token, withDigest)
                .put("account_id", token.account())
                .put("client_id", token.client())
                .put("key_id", token.signer().id())
                .put("issued_at", token.issuedAt())
                .put("expires_at", token.expiresAt())
                .put("source_ip", visitor.sourceIp())
                .toString();
    }

    String revoked(long time, SampleToken token) {
        return identity(new JsonObject().put("time", rfc3339(time)).put("event", "revoked"), token, false)
                .put("account_id", token.account())
                .toString();
    }

    String heartbeat(long time, KeyRing.SampleIssuer issuer) {
        return new JsonObject()
                .put("time", rfc3339(time))
                .put("event", "heartbeat")
                .put("issuer", issuer.name())
                .toString();
    }

    private static JsonObject identity(JsonObject json, SampleToken token, boolean withDigest) {
        return json.put("token_id", token.id())
                .put("token_digest", withDigest || token.id() == null ? token.digest() : null)
                .put("issuer", token.issuer().name());
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
            json.put("time", time);
        } else {
            json.put("time", rfc3339(time));
        }
        return json.put("source_ip", visitor.sourceIp())
                .put("user_agent", visitor.userAgent())
                .put("method", random.nextInt(10) == 0 ? "POST" : "GET")
                .put("path", page.path())
                .put("request_id", hex(16));
    }

    private JsonObject token(JsonObject json, SampleToken token, Presentation how) {
        json.put("signature_valid", how.verified() ? true : null);
        String raw = how.raw();
        if (raw != null) {
            return json.put("token", random.nextBoolean() ? "Bearer " + raw : raw);
        }
        Long issuedAt = how.statesIssuedAt() ? token.issuedAt() : null;
        return identity(json, token, false)
                .put("account_id", token.account())
                .put("client_id", token.client())
                .put("key_id", token.signer().id())
                .put("issued_at", issuedAt)
                .put("expires_at", how.statesIssuedAt() ? token.expiresAt() : null);
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

    /**
     * What a request asks for.
     *
     * @param template the path with its ids left out
     */
    record Page(String path, String template) {

        /** Somebody's own profile: name, address, telephone. */
        static Page profile(String account) {
            return new Page("/members/" + account + "/profile", "/members/{id}/profile");
        }

        /** Where an order went to. */
        static Page delivery(SplittableRandom random) {
            return new Page("/orders/" + order(random) + "/delivery", "/orders/{id}/delivery");
        }

        /** One's own front page. */
        static Page overview(String account) {
            return new Page("/members/" + account, "/members/{id}");
        }

        /** What people ask for. */
        static Page any(@Nullable String account, SplittableRandom random) {
            String whose = account == null ? "me" : account;
            return switch (random.nextInt(10)) {
                case 0 -> account == null ? fixed("/account") : profile(whose);
                case 1 -> new Page("/orders/" + order(random), "/orders/{id}");
                case 2 -> delivery(random);
                case 3 -> fixed("/cart");
                case 4 -> new Page("/wishlist?page=" + random.nextInt(1, 9), "/wishlist");
                case 5 -> fixed("/orders");
                default -> new Page("/products/" + random.nextInt(100_000, 1_000_000), "/products/{id}");
            };
        }

        private static Page fixed(String path) {
            return new Page(path, path);
        }

        private static int order(SplittableRandom random) {
            return random.nextInt(1_000_000, 10_000_000);
        }
    }
}
