package org.forgedtoken.detector.settings;

import java.util.Comparator;
import java.util.Optional;

/** The setting that a mistyped key most resembles. */
public final class Nearest {

    private Nearest() {}

    static Optional<Setting<?>> to(Given unknown) {
        int near = Math.max(2, unknown.name().length() / 4);
        return Catalogue.all().stream()
                .filter(setting -> distance(setting, unknown) <= near)
                .min(Comparator.comparingInt(setting -> distance(setting, unknown)));
    }

    /** What to say of a key that is no setting. */
    static String hint(Given unknown) {
        boolean environment = unknown.origin() == Origin.ENVIRONMENT;
        boolean override = environment
                && Catalogue.all().stream()
                        .anyMatch(setting ->
                                setting.perIssuer() && unknown.name().startsWith(setting.environmentName() + "_"));
        if (override) {
            return "; a value for one issuer cannot be given in the environment";
        }
        return to(unknown)
                .map(setting -> "; the nearest is " + name(setting, unknown))
                .orElse("");
    }

    private static int distance(Setting<?> setting, Given unknown) {
        return distance(name(setting, unknown), unknown.name());
    }

    private static String name(Setting<?> setting, Given unknown) {
        return unknown.origin() == Origin.ENVIRONMENT ? setting.environmentName() : setting.keyLike(unknown.name());
    }

    /** Levenshtein's: how many letters must be added, dropped or changed. */
    public static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
