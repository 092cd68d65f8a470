package org.forgedtoken.detector.reading;

import org.jspecify.annotations.Nullable;

/** What an incident's value says (CONTRACT, section 7), as far as it matters to who enforces it. */
public final class IncidentValue {
    private static final int SUPPRESSED = 3;

    private IncidentValue() {}

    /** The issuer of the key of which it says that a verified incident is open, else null; what cannot be read says nothing. */
    public static @Nullable String compromisedIssuer(byte[] json) {
        JsonTree value = JsonTree.read(json);
        if (value == null) {
            return null;
        }
        long status = value.at("status_id").number(0);
        JsonTree unmapped = value.at("unmapped");
        boolean compromised = status > 0
                && status < SUPPRESSED
                && unmapped.at("kind").text().equals("key-compromise")
                && unmapped.at("proof").text().equals("verified");
        return compromised ? unmapped.at("issuer").text() : null;
    }
}
