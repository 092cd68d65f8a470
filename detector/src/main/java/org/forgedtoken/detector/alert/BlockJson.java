package org.forgedtoken.detector.alert;

import org.forgedtoken.detector.feed.TokenClaims;

/**
 * A block entry's value (CONTRACT, section 8). Gateways compare these values, so they are neither cut nor changed; the
 * bytes are ASCII, so none of them can upset a terminal either.
 */
public final class BlockJson {
    private BlockJson() {}

    /** One JSON object; times in epoch ms, what is not known left out. */
    public static byte[] bytes(BlockEntry entry) {
        TokenClaims token = entry.token();
        return JsonLine.ascii(json -> {
            json.exact("token_id", token.tokenId());
            json.exact("token_digest", token.digest());
            json.exact("issuer", token.issuer());
            json.exact("key_id", token.keyId());
            json.exact("reason", entry.reason().id());
            json.exact("alert_uid", entry.alertUid());
            json.time("since", entry.since());
            json.time("until", entry.until());
        });
    }
}
