package org.forgedtoken.detector.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One setting, or one of each {@value #NAME} that the user gives.
 *
 * @param index its place in the catalogue
 * @param key as written in a file and after {@code --set}
 * @param fallback the default, as a user would write it
 * @param perIssuer whether {@code key.<issuer>} may override it for one issuer, which is then written literally
 * @param secret whether its value is never shown
 */
public record Setting<T>(int index, String key, Kind<T> kind, String fallback, boolean perIssuer, boolean secret) {
    /** Stands in a key for a name that the user gives. */
    static final String NAME = "<name>";

    /** In the environment it is in capitals: with these alone it comes back as it was. */
    private static final Pattern NAMES = Pattern.compile("[a-z0-9]{1,32}");

    /** Its name in the environment; overrides for one issuer have none, since an issuer's name does not fit. */
    public String environmentName() {
        return SettingsReader.Given.PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    boolean isByName() {
        return key.contains(NAME);
    }

    /** The issuer, or the name, for which this key has the setting; nothing where it is another's, or that of all. */
    Optional<String> nameIn(String other) {
        if (isByName()) {
            return between(key, NAME, other).filter(NAMES.asMatchPredicate());
        }
        return perIssuer ? between(key + '.' + NAME, NAME, other) : Optional.empty();
    }

    /** The key that is so called in the environment; nothing where that is another's. */
    Optional<String> keyOf(String environment) {
        if (!isByName()) {
            return environmentName().equals(environment) ? Optional.of(key) : Optional.empty();
        }
        return between(environmentName(), NAME.toUpperCase(Locale.ROOT), environment)
                .filter(name -> name.equals(name.toUpperCase(Locale.ROOT)))
                .map(name -> keyFor(name.toLowerCase(Locale.ROOT)))
                .filter(found -> nameIn(found).isPresent());
    }

    /** The key of one name. */
    String keyFor(String name) {
        return key.replace(NAME, name);
    }

    /** The key that a mistyped one of the same name is to be held against. */
    String keyLike(String mistyped) {
        String[] parts = mistyped.split("\\.", -1);
        return isByName() && parts.length == 3
                ? keyFor(parts[1].toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""))
                : key;
    }

    private static Optional<String> between(String form, String name, String text) {
        int at = form.indexOf(name);
        String before = form.substring(0, at);
        String after = form.substring(at + name.length());
        return text.length() > before.length() + after.length() && text.startsWith(before) && text.endsWith(after)
                ? Optional.of(text.substring(before.length(), text.length() - after.length()))
                : Optional.empty();
    }
}
