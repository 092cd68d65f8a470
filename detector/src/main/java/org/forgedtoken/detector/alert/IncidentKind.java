package org.forgedtoken.detector.alert;

import java.util.Locale;

/** What an incident is. */
public enum IncidentKind {
    /** Somebody signs tokens with a key that is not his. */
    KEY_COMPROMISE,
    /** Somebody walks through accounts. */
    SOURCE_CAMPAIGN;

    /** As written in incidents and metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
