package org.forgedtoken.detector.reading;

import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/**
 * How one field of the native format is filled.
 *
 * @param sources the first that states something is taken
 * @param texts what a value stands for; {@code *} for any other
 * @param format of a time; what it does not fit may still be RFC 3339 or an epoch number
 */
record FieldRule(
        NativeField field,
        List<ValueSource> sources,
        Map<String, String> texts,
        @Nullable TimeFormat format) {
    /** In {@code texts}: every value that is not named. */
    static final String ANY_OTHER = "*";
    /** An event that neither issues nor revokes. */
    static final String SKIP = "skip";

    void fill(Values values, Fields fields) {
        Object value = null;
        for (int i = 0; i < sources.size() && value == null; i++) {
            value = sources.get(i).in(values);
        }
        if (value != null) {
            Object meant = meaning(value);
            fields.put(field, format == null ? meant : time(meant, format));
        } else if (field == NativeField.EVENT) {
            fields.put(field, SKIP); // where events have types, one without a type issues nothing
        }
    }

    private Object meaning(Object value) {
        String text = texts.isEmpty() ? null : Values.text(value);
        if (text == null) {
            return value;
        }
        String meant = texts.get(text);
        return meant != null ? meant : texts.getOrDefault(ANY_OTHER, field == NativeField.EVENT ? SKIP : text);
    }

    private static Object time(Object value, TimeFormat format) {
        String text = Values.text(value);
        long millis = text == null ? Times.UNKNOWN : format.millis(text.strip());
        return Times.known(millis) ? (Object) millis : value;
    }
}
