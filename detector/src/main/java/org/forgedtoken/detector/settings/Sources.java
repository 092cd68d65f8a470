package org.forgedtoken.detector.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where settings come from; the later wins.
 *
 * @param file a properties file in UTF-8
 * @param environment all of it; only names that begin with {@code DETECTOR_} are looked at
 * @param set key and value of each {@code --set}
 */
public record Sources(Optional<Path> file, Map<String, String> environment, Map<String, String> set) {

    public Sources {
        environment = Map.copyOf(environment);
        set = Map.copyOf(set);
    }

    /** No source at all: the defaults. */
    public static Sources none() {
        return new Sources(Optional.empty(), Map.of(), Map.of());
    }
}
