package org.forgedtoken.detector.alert;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

    /** The kind of this label; null where there is none. */
    public static @Nullable IncidentKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElse(null);
    }
}
