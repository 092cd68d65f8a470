package org.forgedtoken.detector.bench;

import java.time.Instant;
import java.util.Locale;
import org.forgedtoken.detector.bench.BenchFeed.FeedRecord;
import org.forgedtoken.detector.feed.TokenKey;

/** What an attacker fills the access log with; every token is garbage, and nobody has issued it. */
enum FloodKind {
    /** The gateway let the tokens pass, as it does where a path is open to everybody. */
    ACCEPTED(true, true),
    /** The gateway refused them. */
    REFUSED(true, false),
    /** Each token names an issuer of its own. */
    ISSUERS(true, true),
    /** Each token names a signing key of its own. */
    KEYS(true, true),
    /** Each access comes from an address of its own. */
    SOURCES(true, true),
    /** One address sends them all. */
    SOURCE(true, true),
    /** The signatures are good: someone has the key, and one incident gets all of them as its members. */
    MEMBERS(true, true),
    /** One token, again and again. */
    TOKEN(false, true);

    static final String PREFIX = "flood-";

    private static final int NETS = 1 << 12;

    private final boolean isMany;
    private final boolean isAccepted;

    FloodKind(boolean isMany, boolean isAccepted) {
        this.isMany = isMany;
        this.isAccepted = isAccepted;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The {@code i}th access of a flood of so many tokens.
     *
     * @param begun when the flood began, epoch ms
     */
    FeedRecord access(long i, long tokens, long begun, long now) {
        long token = isMany ? i % tokens : 0;
        String id = PREFIX + Long.toHexString(Mix.of(2, 1, token)) + Long.toHexString(Mix.of(2, 2, token));
        String issuer = this == ISSUERS ? "https://" + id + ".example" : BenchFeed.ISSUER;
        String key = this == KEYS ? ",\"key_id\":\"" + id + '"' : "";
        String verified = this == MEMBERS ? ",\"key_id\":\"shop-2025-1\",\"signature_valid\":true" : "";
        String json = "{\"time\":\"" + Instant.ofEpochMilli(now)
                + "\",\"token_id\":\"" + id
                + "\",\"issuer\":\"" + issuer
                + "\",\"account_id\":\"f" + (10_000_000_000L + Math.floorMod(Mix.of(2, 3, token), 89_999_999_999L))
                + "\",\"issued_at\":" + (isMany ? now : begun) / 1_000 + key + verified
                + ",\"source_ip\":\"" + source(i)
                + "\",\"user_agent\":\"curl/8.5.0\",\"method\":\"GET\",\"path\":\"/v1/items/" + token
                + "\",\"status\":" + (isAccepted ? 200 : 401)
                + ",\"request_id\":\"" + Long.toHexString(Mix.of(2, 4, i)) + "\"}";
        return new FeedRecord(TokenKey.ofId(issuer, id).text(), json, now);
    }

    /** How many different tokens there are in a flood that could have so many. */
    long distinct(long tokens) {
        return isMany ? tokens : 1;
    }

    private String source(long i) {
        if (this == SOURCE || this == TOKEN) {
            return "203.0.113.7";
        }
        long net = this == SOURCES ? Mix.of(2, 5, i) : Math.floorMod(Mix.of(2, 5, i), (long) NETS);
        return "2001:db8:" + Long.toHexString(net >>> 16 & 0xffff) + ':' + Long.toHexString(net & 0xffff) + "::1";
    }
}
