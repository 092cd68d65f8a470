package org.forgedtoken.detector.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.settings.Settings.ByName;

/** Settings for tests, also such as no start would go on with. */
public final class AnySettings {
    /** Read once: to read and check a hundred settings for each record would take more than all that a test does. */
    private static final Settings DEFAULTS = Settings.defaults();

    private AnySettings() {}

    /**
     * The defaults, but for these.
     *
     * @param settingsAndValues a setting and its value, or its {@link ByName}, by turns
     */
    public static Settings of(Object... settingsAndValues) {
        List<ByName<?>> values = new ArrayList<>();
        Catalogue.all().forEach(setting -> values.add(DEFAULTS.each(setting)));
        for (int i = 0; i < settingsAndValues.length; i += 2) {
            Object value = settingsAndValues[i + 1];
            values.set(
                    ((Setting<?>) settingsAndValues[i]).index(),
                    value instanceof ByName<?> all ? all : new ByName<>(value, Map.of()));
        }
        return new Settings(values, Map.of(), List.of());
    }
}
