package org.forgedtoken.detector.settings;

import java.util.Optional;
import java.util.function.Function;

/**
 * How a setting's text becomes its value.
 *
 * @param rule what is allowed, to be read after "must be": {@code a duration from 0ms to 30d}
 * @param reader the value, or nothing where the text breaks the rule
 */
public record Kind<T>(String rule, Function<String, Optional<T>> reader) {

    Optional<T> read(String text) {
        return reader.apply(text.strip());
    }
}
