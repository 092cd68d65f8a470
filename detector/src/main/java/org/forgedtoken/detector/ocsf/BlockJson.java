package org.forgedtoken.detector.ocsf;

import org.forgedtoken.detector.alert.BlockEntry;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.reading.JsonTree;
import org.jspecify.annotations.Nullable;

/**
 * A block entry's value (reference/block-entries.md). Gateways compare these values, so they are neither cut nor changed; the
 * bytes are ASCII, so none of them can upset a terminal either.
 */
public final class BlockJson {
    private BlockJson() {}

    /**
     * What a value says, as far as it matters to who enforces it.
     *
     * @param reason the rule that blocks; null where the value does not tell
     * @param until event time, epoch ms, or {@link Times#UNKNOWN}
     */
    public record Enforced(@Nullable String reason, long until) {}

    /** Reads a value; what cannot be read blocks all the same, for a reason and a time that are not known. */
    public static Enforced read(byte[] json) {
        JsonTree entry = JsonTree.read(json);
        String reason = entry == null ? "" : entry.at("reason").text();
        return new Enforced(
                reason.isEmpty() ? null : reason,
                entry == null ? Times.UNKNOWN : entry.at("until").number(Times.UNKNOWN));
    }

    /** One JSON object; times in epoch ms, what is not known left out. */
    public static byte[] bytes(BlockEntry entry) {
        TokenClaims token = entry.token();
        return new JsonObject()
                .put("token_id", token.tokenId())
                .put("token_digest", token.digest())
                .put("issuer", token.issuer())
                .put("key_id", token.keyId())
                .put("reason", entry.reason().id())
                .put("alert_uid", entry.alertUid())
                .time("since", entry.since())
                .time("until", entry.until())
                .ascii();
    }
}
