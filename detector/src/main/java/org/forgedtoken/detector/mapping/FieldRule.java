package org.forgedtoken.detector.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.Fields;
import org.forgedtoken.detector.reading.InputTime;
import org.forgedtoken.detector.reading.NativeField;
import org.forgedtoken.detector.reading.Redaction;
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

    /** The times of a log that are neither RFC 3339 nor epoch numbers. Safe for use by several threads. */
    static final class TimeFormat {
        private static final ZonedDateTime SAMPLE = ZonedDateTime.parse("2012-11-30T13:11:56.123+01:00");

        /** Instead of a pattern: a number is of seconds, however large, as the dates of a JWT are. */
        static final String SECONDS = "seconds";

        private final List<DateTimeFormatter> formatters;
        private final boolean seconds;
        /** The lines of a log mostly share their second with the line before. */
        private volatile Known last = new Known("", Times.UNKNOWN);

        private record Known(String text, long millis) {}

        /**
         * The first of these that fits reads a time.
         *
         * @param seconds whether a number is of seconds, however large
         */
        TimeFormat(List<DateTimeFormatter> formatters, boolean seconds) {
            this.formatters = List.copyOf(formatters);
            this.seconds = seconds;
        }

        /** Times of this pattern, in which no month has a 31 February; the zone is for those that state no offset. */
        static DateTimeFormatter formatter(String pattern, @Nullable ZoneId zone) {
            DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern)
                    .parseDefaulting(ChronoField.ERA, 1)
                    .toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT);
            return zone == null ? formatter : formatter.withZone(zone);
        }

        /** Whether a time so written names an instant. */
        static boolean isWhole(DateTimeFormatter formatter) {
            try {
                return Instant.from(formatter.parse(formatter.format(SAMPLE))).getEpochSecond() != 0;
            } catch (DateTimeException e) {
                return false;
            }
        }

        /** Epoch ms, or {@link Times#UNKNOWN}. */
        long millis(String text) {
            Known known = last;
            if (known.text().equals(text)) {
                return known.millis();
            }
            for (DateTimeFormatter formatter : formatters) {
                try {
                    long millis = Instant.from(formatter.parse(text)).toEpochMilli();
                    last = new Known(text, millis);
                    return millis;
                } catch (DateTimeException | ArithmeticException e) {
                    // the next may fit
                }
            }
            return seconds ? InputTime.ofDate(text) : Times.UNKNOWN;
        }
    }

    /** Where one value comes from. */
    @FunctionalInterface
    interface ValueSource {

        /** The value, as {@link Fields#put} takes it; null where the record does not state it. */
        @Nullable
        Object in(Values values);

        /**
         * From a place in the record, after steps that are applied one after the other.
         *
         * @param each of what names the token: what a gateway may read in two ways is a {@link Fields.Composite} of all readings,
         *     since else whoever presents a forged token hides it behind another one
         */
        static ValueSource at(int place, List<TextStep> steps, boolean each) {
            return values -> {
                Object value = values.at(place);
                if (value == null || steps.isEmpty()) {
                    return value;
                }
                if (each
                        && value instanceof Fields.Composite none
                        && none.texts().isEmpty()) {
                    return none.isEmptyList() ? null : none;
                }
                List<String> readings = texts(value, each);
                for (TextStep step : steps) {
                    readings = readings(readings, step, values, each);
                }
                return readings.isEmpty() || values.isAbsent(readings.get(0))
                        ? null
                        : readings.size() == 1 ? readings.get(0) : Fields.Composite.ofSeveral(readings);
            };
        }

        private static List<String> texts(Object value, boolean each) {
            if (value instanceof Fields.Composite several && (each || several.isOneText())) {
                return several.texts();
            }
            String only = Values.text(value);
            return only == null ? List.of() : List.of(only);
        }

        private static List<String> readings(List<String> before, TextStep step, Values values, boolean each) {
            List<String> readings = new ArrayList<>(1);
            for (String text : before) {
                for (String reading : step.readings(text)) {
                    if (readings.size() < (each ? Redaction.MOST_TOKENS : 1)
                            && !(each && values.isAbsent(reading))
                            && !readings.contains(reading)) {
                        readings.add(reading);
                    }
                }
            }
            return readings;
        }
    }
}
