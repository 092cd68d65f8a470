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
    private String issuer = "";

    private IncidentValue() {}

    /** The issuer of the key of which it says that a verified incident is open, else null; what cannot be read says nothing. */
    public static @Nullable String compromisedIssuer(byte[] json) {
        IncidentValue value = new IncidentValue();
        try {
            StrictJson.read(json, value);
        } catch (Unreadable e) {
            return null;
        }
        boolean compromised = value.status > 0
                && value.status < SUPPRESSED
                && "key-compromise".equals(value.kind)
                && "verified".equals(value.proof);
        return compromised ? value.issuer : null;
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
        } else if (name.equals("issuer") && value == JsonToken.VALUE_STRING) {
            issuer = parser.getText();
        } else {
            parser.skipChildren();
        }
    }
}
