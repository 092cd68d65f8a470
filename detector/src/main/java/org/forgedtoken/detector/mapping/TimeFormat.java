package org.forgedtoken.detector.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.InputTime;
import org.jspecify.annotations.Nullable;

/** The times of a log that are neither RFC 3339 nor epoch numbers. Safe for use by several threads. */
final class TimeFormat {
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
