package org.forgedtoken.detector.demo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the keys feed says of one key; times in epoch ms.
 *
 * @param time from when on it holds
 */
record ListedKey(
        String issuer,
        String keyId,
        String state,
        @Nullable Long notBefore,
        @Nullable Long notAfter,
        @Nullable Long atRiskSince,
        long time) {

    String toJson() {
        return new JsonObject()
                .text("time", text(time))
                .text("key_id", keyId)
                .text("issuer", issuer)
                .text("state", state)
                .text("not_before", text(notBefore))
                .text("not_after", text(notAfter))
                .text("at_risk_since", text(atRiskSince))
                .toString();
    }

    private static @Nullable String text(@Nullable Long time) {
        return time == null ? null : Instant.ofEpochMilli(time).toString();
    }
}
