package org.forgedtoken.detector.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
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
        Members members = new Members();
        try {
            StrictJson.read(json, members);
        } catch (Unreadable e) {
            return new BlockValue(null, Times.UNKNOWN);
        }
        return new BlockValue(members.reason, members.until);
    }

    private static final class Members implements StrictJson.Members {
        private @Nullable String reason;
        private long until = Times.UNKNOWN;

        @Override
        public void take(String name, JsonToken value, JsonParser parser) throws IOException {
            if (name.equals("reason") && value == JsonToken.VALUE_STRING) {
                reason = parser.getText();
            } else if (name.equals("until") && value == JsonToken.VALUE_NUMBER_INT) {
                until = parser.getLongValue();
            } else {
                parser.skipChildren();
            }
        }
    }
}
