package org.forgedtoken.detector.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.report.Picture.TimeAxis;

/** Numbers and times as the report writes them. */
final class Words {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final List<String> UNITS = List.of(" d", " h", " min", " s", " ms");

    private static final char NO_BREAK = '\u00A0';

    private Words() {}

    /** {@code 33 674}, which no line ends within. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', NO_BREAK);
    }

    /** The same, saying so where it is not exact. */
    static String number(Count estimate) {
        return estimate.isExact()
                ? number(estimate.number())
                : "about " + number(estimate.number()) + " (±" + NO_BREAK + number(estimate.errorBound()) + ")";
    }

    /** {@code 1 token}, {@code 2 tokens}, {@code 3 accesses}. */
    static String count(long number, String what) {
        return number(number) + ' ' + plural(number, what);
    }

    /** The same of what may not be exact. */
    static String count(Count estimate, String what) {
        return number(estimate) + ' ' + plural(estimate.number(), what);
    }

    /** {@code 2026-03-02 10:00:05 UTC}. */
    static String time(long millis) {
        if (!Times.known(millis)) {
            return "unknown";
        }
        try {
            return TIME.format(Instant.ofEpochMilli(millis)) + " UTC";
        } catch (DateTimeException e) {
            return millis + " ms";
        }
    }

    /** The two largest units: {@code 3 h 20 min}. */
    static String duration(long millis) {
        long[] units = {TimeAxis.DAY, TimeAxis.HOUR, TimeAxis.MINUTE, TimeAxis.SECOND, 1};
        int large = 0;
        while (large < units.length - 1 && millis < units[large]) {
            large++;
        }
        String duration = millis / units[large] + UNITS.get(large);
        // nobody wants to know the milliseconds of a second
        long small = units[large] > TimeAxis.SECOND ? millis % units[large] / units[large + 1] : 0;
        return small == 0 ? duration : duration + " " + small + UNITS.get(large + 1);
    }

    /** Such as {@code 12.3 %}; what is not nothing is never written as 0, nor what is not all as 100. */
    static String share(long part, long whole) {
        if (whole <= 0) {
            return "0 %";
        }
        double percent = 100.0 * part / whole;
        if (part > 0 && percent < 0.01) {
            return "less than 0.01 %";
        }
        if (part < whole && percent >= 99.95) {
            return "more than 99.9 %";
        }
        return String.format(Locale.ROOT, percent < 1 ? "%.2f %%" : "%.1f %%", percent);
    }

    private static String plural(long number, String what) {
        if (number == 1) {
            return what;
        }
        return what + (what.endsWith("ss") ? "es" : "s");
    }
}
