package org.forgedtoken.detector.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What an incident's value says (CONTRACT, section 7), as far as it matters to who enforces it. */
public final class IncidentValue implements StrictJson.Members {
    private static final int SUPPRESSED = 3;

    private int status;
    private @Nullable String kind;
    private @Nullable String proof;

    private IncidentValue() {}

    /** Whether it says that a verified incident of a key is open; what cannot be read says nothing. */
    public static boolean isOfCompromisedKey(byte[] json) {
        IncidentValue value = new IncidentValue();
        try {
            StrictJson.read(json, value);
        } catch (Unreadable e) {
            return false;
        }
        return value.status > 0
                && value.status < SUPPRESSED
                && "key-compromise".equals(value.kind)
                && "verified".equals(value.proof);
    }

    @Override
    public void take(String name, JsonToken value, JsonParser parser) throws IOException {
        if (name.equals("status_id") && value == JsonToken.VALUE_NUMBER_INT) {
            status = parser.getIntValue();
        } else if (name.equals("unmapped") && value == JsonToken.START_OBJECT) {
            for (String inner = parser.nextFieldName(); inner != null; inner = parser.nextFieldName()) {
                unmapped(inner, parser.nextToken(), parser);
            }
        } else {
            parser.skipChildren();
        }
    }

    private void unmapped(String name, JsonToken value, JsonParser parser) throws IOException {
        if (name.equals("kind") && value == JsonToken.VALUE_STRING) {
            kind = parser.getText();
        } else if (name.equals("proof") && value == JsonToken.VALUE_STRING) {
            proof = parser.getText();
        } else {
            parser.skipChildren();
        }
    }
}
