package org.forgedtoken.detector.settings;

import java.util.Locale;

/**
 * One setting.
 *
 * @param key as written in a file and after {@code --set}
 * @param fallback the default, as a user would write it
 * @param scope whether {@code key.<issuer>} may override it for one issuer
 * @param secret whether its value is never shown
 * @param sentence what it does
 */
public record Setting<T>(String key, Kind<T> kind, String fallback, Scope scope, boolean secret, String sentence) {

    /** For whom a setting holds. */
    public enum Scope {
        /** For all. */
        ALL,
        /** For all, and under {@code key.<issuer>} for one issuer, which is then written literally. */
        PER_ISSUER
    }

    /** Its name in the environment; overrides for one issuer have none, since an issuer's name does not fit. */
    public String environmentName() {
        return Environment.PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    boolean overriddenBy(String other) {
        return scope == Scope.PER_ISSUER && other.length() > key.length() + 1 && other.startsWith(key + ".");
    }

    String issuerOf(String override) {
        return override.substring(key.length() + 1);
    }
}
