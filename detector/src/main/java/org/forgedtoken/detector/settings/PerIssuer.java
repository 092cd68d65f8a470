package org.forgedtoken.detector.settings;

import java.util.Map;

/**
 * A value for all issuers, and others for some.
 *
 * @param byIssuer issuers compare exactly
 */
public record PerIssuer<T>(T fallback, Map<String, T> byIssuer) {

    public PerIssuer {
        byIssuer = Map.copyOf(byIssuer);
    }

    /** The value for this issuer. */
    public T of(String issuer) {
        return byIssuer.getOrDefault(issuer, fallback);
    }
}
