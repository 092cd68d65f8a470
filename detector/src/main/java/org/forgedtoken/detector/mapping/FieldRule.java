package org.forgedtoken.detector.mapping;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.Fields;
import org.forgedtoken.detector.reading.NativeField;
import org.jspecify.annotations.Nullable;

/**
 * How one field of the native format is filled.
 *
 * @param sources the first that states something is taken
 * @param texts what a value stands for; {@code *} for any other
 * @param after the time behind which this one lies by so many seconds as the value says; null where it is a time itself
 * @param format of a time; what it does not fit may still be RFC 3339 or an epoch number
 */
record FieldRule(
        NativeField field,
        List<ValueSource> sources,
        Map<String, String> texts,
        @Nullable NativeField after,
        @Nullable TimeFormat format) {
    /** In {@code texts}: every value that is not named. */
    static final String ANY_OTHER = "*";
    /** Up to some thirty years. */
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    /** An event that neither issues nor revokes. */
    static final String SKIP = "skip";

    void fill(Values values, Fields fields) {
        if (field == NativeField.TOKEN) {
            tokens(values, fields);
            return;
        }
        Object meant = stated(values);
        if (meant != null) {
            if (after != null) {
                later(fields, after, meant);
            } else {
                fields.put(field, format == null ? meant : time(meant, format));
            }
        }
    }

    /** A token may lie in each place: which of them the gateway looked at first nobody can know. */
    private void tokens(Values values, Fields fields) {
        for (ValueSource source : sources) {
            Object value = source.in(values);
            if (value != null) {
                fields.addToken(meaning(value));
            }
        }
    }

    /** What the record states there, as it is meant, or null. */
    @Nullable
    Object stated(Values values) {
        for (ValueSource source : sources) {
            Object value = source.in(values);
            if (value != null) {
                return meaning(value);
            }
        }
        return null;
    }

    /** A life in seconds, as most providers log it; where its beginning is not stated, neither is its end. */
    private void later(Fields fields, NativeField from, Object life) {
        long begin = fields.time(from);
        String text = Values.text(life);
        if (Times.known(begin)) {
            boolean seconds = text != null && SECONDS.matcher(text).matches();
            fields.put(field, (Object) (seconds ? begin + Long.parseLong(text) * 1000 : Times.UNKNOWN));
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
