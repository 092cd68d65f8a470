package org.forgedtoken.detector.settings;

import java.util.Locale;

/**
 * One setting.
 *
 * @param index its place in the catalogue
 * @param key as written in a file and after {@code --set}
 * @param fallback the default, as a user would write it
 * @param perIssuer whether {@code key.<issuer>} may override it for one issuer, which is then written literally
 * @param secret whether its value is never shown
 * @param sentence what it does
 */
public record Setting<T>(
        int index, String key, Kind<T> kind, String fallback, boolean perIssuer, boolean secret, String sentence) {

    /** Its name in the environment; overrides for one issuer have none, since an issuer's name does not fit. */
    public String environmentName() {
        return Given.PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    boolean overriddenBy(String other) {
        return perIssuer && other.length() > key.length() + 1 && other.startsWith(key + ".");
    }

    String issuerOf(String override) {
        return override.substring(key.length() + 1);
    }
}
