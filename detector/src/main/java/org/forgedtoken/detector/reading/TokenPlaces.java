package org.forgedtoken.detector.reading;

import java.util.List;
import org.forgedtoken.detector.feed.RawToken;
import org.forgedtoken.detector.reading.jwt.Bearers;
import org.jspecify.annotations.Nullable;

/**
 * What lies where a token may lie in one record.
 *
 * @param values as {@link Fields#put} takes them, one a place
 */
record TokenPlaces(List<Object> values) {

    /** The token of a record with one text in one place, as it stands there; else null. */
    @Nullable
    RawToken only() {
        if (values.size() != 1 || !(values.get(0) instanceof String text)) {
            return null;
        }
        RawToken token = new RawToken(text);
        return token.isEmpty() ? null : token;
    }

    /** The tokens of each place that has any. */
    List<List<String>> each() {
        return values.stream()
                .map(TokenPlaces::in)
                .filter(texts -> !texts.isEmpty())
                .toList();
    }

    /** All tokens, each text once. */
    List<String> texts() {
        return values.isEmpty()
                ? List.of()
                : each().stream().flatMap(List::stream).distinct().toList();
    }

    /** Whether something lies there that is no text, and holds none: readers may differ on it. */
    boolean isInDoubt() {
        return !values.isEmpty()
                && values.stream()
                        .anyMatch(value -> value instanceof Fields.Composite composite
                                ? composite.texts().isEmpty()
                                : value instanceof Boolean);
    }

    private static List<String> in(Object value) {
        if (value instanceof Fields.Composite composite) {
            return composite.texts().stream()
                    .flatMap(text -> Bearers.in(text).stream())
                    .toList();
        }
        if (value instanceof Fields.Numeral number) {
            return List.of(number.text());
        }
        return value instanceof String text ? Bearers.in(text) : List.of();
    }

    @Override
    public String toString() {
        return "tokens";
    }
}
