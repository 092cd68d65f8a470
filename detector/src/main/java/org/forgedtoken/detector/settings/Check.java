package org.forgedtoken.detector.settings;

import java.util.function.BiConsumer;

/** Looks at what settings name and only its reader can judge: a mapping, a key, a file of exceptions. */
@FunctionalInterface
public interface Check {

    /**
     * Looks.
     *
     * @param faults takes the key of each setting whose file cannot be used, and what is wrong with it
     */
    void look(Settings settings, BiConsumer<String, String> faults);
}
