package org.forgedtoken.detector.alert;

import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.rule.Rule;

/**
 * One entry that gateways enforce (reference/block-entries.md).
 *
 * @param key {@code <issuer>|<token id>} or {@code digest:<hex>}
 * @param reason the rule that blocks
 * @param since event time of the first use, epoch ms
 * @param until event time, epoch ms: last use + {@code block.max}
 */
public record BlockEntry(String key, TokenClaims token, Rule reason, String alertUid, long since, long until) {
    /** The same, after uses from one time on, which keep it until another. */
    public BlockEntry renewed(long first, long end) {
        return new BlockEntry(key, token, reason, alertUid, Math.min(since, first), Math.max(until, end));
    }
}
