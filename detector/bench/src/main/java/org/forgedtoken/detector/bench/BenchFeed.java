package org.forgedtoken.detector.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.forgedtoken.detector.feed.TokenKey;

/**
 * The records of a plan, in the native format and of the size that gateways write. The same plan gives the same bytes.
 * Three tokens share a source, as a household does; forged tokens are spread over sources of their own, so that nothing
 * but their absence from the ledger speaks against them.
 */
record BenchFeed(FeedPlan plan) {
    static final String ISSUER = "https://login.shop.example";

    private static final long LIFE = 2 * 3_600_000L;
    private static final int ACCESS = 1;
    private static final int REQUEST = 2;
    private static final int TOKEN = 3;
    private static final int SIGNATURE = 5;
    private static final String HEADER = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"shop-2025-1\"}");
    private static final String[] PATHS = {"/v1/orders", "/v1/orders/", "/v1/cart", "/v1/items/", "/v1/account/address"
    };
    private static final String[] BROWSERS = {
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
        "Mozilla/5.0 (Linux; Android 15; SM-S931N) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    };

    /**
     * A record on its way into a topic.
     *
     * @param key the block-entry key of its token
     * @param time of the event, epoch ms
     */
    record FeedRecord(String key, String json, long time) {}

    /** A token, issued or forged. */
    private record Token(String id, String account, long issuedAt, long place) {
        String key() {
            return TokenKey.ofId(ISSUER, id).text();
        }

        String source() {
            int net = (int) Math.floorMod(place, 1L << 22);
            return "100." + (64 + (net >>> 16)) + '.' + (net >>> 8 & 255) + '.' + (net & 255);
        }
    }

    /** The {@code i}th issuance, from 0 on. */
    FeedRecord issuance(int i) {
        Token token = issued(i);
        String json = "{\"time\":\"" + Instant.ofEpochMilli(token.issuedAt())
                + "\",\"event\":\"issued\",\"issuer\":\"" + ISSUER
                + "\",\"token_id\":\"" + token.id()
                + "\",\"account_id\":\"" + token.account()
                + "\",\"client_id\":\"shop-web\",\"key_id\":\"shop-2025-1\",\"issued_at\":" + token.issuedAt() / 1_000
                + ",\"expires_at\":" + (token.issuedAt() + LIFE) / 1_000 + '}';
        return record(token, json, token.issuedAt());
    }

    /** Says that a partition holds all issuances of a stretch, epoch ms. */
    static String heartbeat(long since, long until) {
        return "{\"time\":\"" + Instant.ofEpochMilli(until) + "\",\"event\":\"heartbeat\",\"issuer\":\"" + ISSUER
                + "\",\"since\":\"" + Instant.ofEpochMilli(since) + "\"}";
    }

    /** The {@code j}th access, as a gateway logs it that knows the token's id. */
    FeedRecord access(int j) {
        long time = plan.accessTime(j);
        Token token = used(j, time);
        String what = "\"token_id\":\"" + token.id() + "\",\"issuer\":\"" + ISSUER + "\",\"account_id\":\""
                + token.account() + "\",\"issued_at\":" + token.issuedAt() / 1_000;
        return record(token, request(j, time, what, token), time);
    }

    /** The same access, as a gateway logs it that writes down the token itself. */
    FeedRecord accessWithJwt(int j) {
        long time = plan.accessTime(j);
        Token token = used(j, time);
        return record(token, request(j, time, "\"token\":\"" + jwt(token) + '"', token), time);
    }

    /** The {@code i}th issued token itself, from 0 on. */
    String issuedJwt(int i) {
        return jwt(issued(i));
    }

    /** A forged token itself, from 0 on. */
    String forgedJwt(int i) {
        return jwt(forged(i));
    }

    /** The ids of all forged tokens. */
    Set<String> truth() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < plan.forged(); i++) {
            ids.add(forgedId(i));
        }
        return ids;
    }

    /** The id of a forged token, from 0 on. */
    String forgedId(int i) {
        return forged(i).id();
    }

    private Token used(int j, long time) {
        int forged = plan.forgedAt(j);
        if (forged >= 0) {
            return forged(forged);
        }
        return issued((int) Math.floorMod(Mix.of(plan.seed(), ACCESS, j), (long) plan.inUse(time)));
    }

    private Token issued(int i) {
        return new Token(id(i), account(i), plan.issuedAt(i), i / 3);
    }

    private Token forged(int i) {
        int victim = (int) Math.floorMod(Mix.of(plan.seed(), 7, i), (long) plan.tokens());
        return new Token(id(-1L - i), account(victim), plan.forgedIssuedAt(i), (1L << 22) - 1 - i);
    }

    private String id(long i) {
        return hex(Mix.of(plan.seed(), TOKEN, i)) + hex(Mix.of(plan.seed(), TOKEN + 1, i));
    }

    /** 12 characters; neighbours in time are none in number, or their household would seem to count through accounts. */
    private static String account(int i) {
        return "u" + (10_000_000_000L + Math.floorMod(i * 48_271_000_003L, 89_999_999_999L));
    }

    private String request(int j, long time, String token, Token of) {
        long dice = Mix.of(plan.seed(), REQUEST, j);
        String path = PATHS[(int) Math.floorMod(dice, (long) PATHS.length)];
        return "{\"time\":\"" + Instant.ofEpochMilli(time) + "\"," + token
                + ",\"source_ip\":\"" + of.source()
                + "\",\"user_agent\":\"" + BROWSERS[(int) Math.floorMod(of.place(), (long) BROWSERS.length)]
                + "\",\"method\":\"GET\",\"path\":\"" + path + (path.endsWith("/") ? (dice >>> 40) : "")
                + "\",\"status\":200,\"signature_valid\":true,\"request_id\":\"" + hex(dice) + "\"}";
    }

    private String jwt(Token token) {
        String claims = "{\"iss\":\"" + ISSUER + "\",\"sub\":\"" + token.account() + "\",\"jti\":\"" + token.id()
                + "\",\"client_id\":\"shop-web\",\"iat\":" + token.issuedAt() / 1_000 + ",\"exp\":"
                + (token.issuedAt() + LIFE) / 1_000 + '}';
        byte[] signature = new byte[256];
        for (int i = 0; i < signature.length; i++) {
            signature[i] = (byte) (Mix.of(token.issuedAt(), SIGNATURE, token.place() * 32 + i / 8) >>> (8 * (i % 8)));
        }
        return HEADER
                + '.'
                + base64(claims)
                + '.'
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static FeedRecord record(Token token, String json, long time) {
        return new FeedRecord(token.key(), json, time);
    }

    private static String hex(long number) {
        String digits = Long.toHexString(number);
        return "0".repeat(16 - digits.length()) + digits;
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
