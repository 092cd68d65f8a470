package org.forgedtoken.detector.reading;

import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/**
 * What a block entry's value says (CONTRACT, section 8), as far as it matters to who enforces it.
 *
 * @param reason the rule that blocks; null where the value does not tell
 * @param until event time, epoch ms, or {@link Times#UNKNOWN}
 */
public record BlockValue(@Nullable String reason, long until) {

    /** Reads a value; what cannot be read blocks all the same, for a reason and a time that are not known. */
    public static BlockValue read(byte[] json) {
        JsonTree value = JsonTree.read(json);
        if (value == null) {
            return new BlockValue(null, Times.UNKNOWN);
        }
        String reason = value.at("reason").text();
        return new BlockValue(
                reason.isEmpty() ? null : reason, value.at("until").number(Times.UNKNOWN));
    }
}
