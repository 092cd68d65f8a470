package org.forgedtoken.detector.settings;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.forgedtoken.detector.settings.Settings.Origin;
import org.forgedtoken.detector.settings.SettingsReader.Given;

/** The known name that a mistyped one most resembles. */
public final class Nearest {

    private Nearest() {}

    /** Of these names; none where all of them differ in more than a quarter of the letters. */
    public static Optional<String> to(Stream<String> names, String mistyped) {
        int near = Math.max(2, mistyped.length() / 4);
        return names.filter(name -> distance(name, mistyped) <= near)
                .min(Comparator.comparingInt(name -> distance(name, mistyped)));
    }

    static Optional<Setting<?>> to(Given unknown) {
        return to(Catalogue.all().stream().map(setting -> name(setting, unknown)), unknown.name())
                .flatMap(name -> Catalogue.all().stream()
                        .filter(setting -> name(setting, unknown).equals(name))
                        .findFirst());
    }

    /** What to say of a key that is no setting. */
    static String hint(Given unknown) {
        boolean override = unknown.origin() == Origin.ENVIRONMENT
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

    private static String name(Setting<?> setting, Given unknown) {
        return unknown.origin() == Origin.ENVIRONMENT ? setting.environmentName() : setting.keyLike(unknown.name());
    }

    /** How many letters must be added, dropped or changed, or neighbours swapped (optimal string alignment). */
    public static int distance(String one, String other) {
        int[][] steps = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int changed = steps[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                steps[i][j] = Math.min(changed, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                if (swapped) {
                    steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
                }
            }
        }
        return steps[one.length()][other.length()];
    }
}
