package org.forgedtoken.detector.settings;

import java.util.Map;

/**
 * A value for all issuers, and others for some; or that of each name which the user has given, and the default.
 *
 * @param byName issuers compare exactly
 */
public record ByName<T>(T fallback, Map<String, T> byName) {

    public ByName {
        byName = Map.copyOf(byName);
    }

    /** The value for this issuer or name. */
    public T of(String name) {
        return byName.getOrDefault(name, fallback);
    }
}
