package org.forgedtoken.detector.mapping;

import static java.time.temporal.ChronoField.DAY_OF_MONTH;
import static java.time.temporal.ChronoField.MONTH_OF_YEAR;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.InputTime;
import org.jspecify.annotations.Nullable;

/** The times of a log that are neither RFC 3339 nor epoch numbers. Safe for use by several threads. */
final class TimeFormat {
    private static final ZonedDateTime SAMPLE = ZonedDateTime.parse("2012-11-30T13:11:56.123+01:00");

    private static final int SHORTEST_MONTH = 28;

    /** Instead of a pattern: a number is of seconds, however large, as the dates of a JWT are. */
    static final String SECONDS = "seconds";

    private final List<DateTimeFormatter> formatters;
    private final boolean seconds;
    /** The lines of a log mostly share their second with the line before. */
    private volatile Known last = new Known("", Times.UNKNOWN);

    private record Known(String text, long millis) {}

    private TimeFormat(List<DateTimeFormatter> formatters, boolean seconds) {
        this.formatters = formatters;
        this.seconds = seconds;
    }

    /**
     * The first of these that fits reads a time.
     *
     * @param seconds whether a number is of seconds, however large
     */
    static TimeFormat of(List<DateTimeFormatter> formatters, boolean seconds) {
        return new TimeFormat(List.copyOf(formatters), seconds);
    }

    /** Times of this pattern; the zone is for those that state no offset. */
    static DateTimeFormatter formatter(String pattern, @Nullable ZoneId zone) {
        DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH);
        return zone == null ? formatter : formatter.withZone(zone);
    }

    /** RFC 3339 without an offset. */
    static DateTimeFormatter local(ZoneId zone) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.withZone(zone);
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
            long millis = millis(formatter, text);
            if (Times.known(millis)) {
                last = new Known(text, millis);
                return millis;
            }
        }
        return seconds ? InputTime.ofDate(text) : Times.UNKNOWN;
    }

    private static long millis(DateTimeFormatter formatter, String text) {
        try {
            TemporalAccessor parsed = formatter.parse(text);
            return isCut(parsed, formatter, text)
                    ? Times.UNKNOWN
                    : Instant.from(parsed).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            return Times.UNKNOWN;
        }
    }

    /** Java takes 31 February for the last day of that month, when it is not so strict that {@code yyyy} means no year. */
    private static boolean isCut(TemporalAccessor parsed, DateTimeFormatter formatter, String text) {
        if (!parsed.isSupported(DAY_OF_MONTH) || parsed.get(DAY_OF_MONTH) < SHORTEST_MONTH) {
            return false;
        }
        TemporalAccessor written = formatter.parseUnresolved(text, new ParsePosition(0));
        return written.isSupported(MONTH_OF_YEAR)
                && written.isSupported(DAY_OF_MONTH)
                && parsed.getLong(MONTH_OF_YEAR) == written.getLong(MONTH_OF_YEAR)
                && parsed.getLong(DAY_OF_MONTH) < written.getLong(DAY_OF_MONTH);
    }
}
