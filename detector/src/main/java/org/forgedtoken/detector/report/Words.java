package org.forgedtoken.detector.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.rule.Rule;

/** Numbers, times and texts as the report writes them. */
public final class Words {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final List<String> UNITS = List.of(" d", " h", " min", " s", " ms");

    /** A stranger's value is cut to so many bytes of UTF-8: nobody reads more, and the page stays small. */
    private static final int MOST_BYTES = 256;

    /** The most bytes that one character takes: as two escapes. */
    private static final int LONGEST_CHARACTER = 12;

    private static final int UID_SHOWN = 40;
    private static final int MOST_LINES = 4;

    private static final char NO_BREAK = '\u00A0';

    private Words() {}

    /** {@code 33 674}, which no line ends within. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', NO_BREAK);
    }

    /** The same, saying so where it is not exact. */
    public static String number(Count estimate) {
        return estimate.isExact()
                ? number(estimate.number())
                : "about " + number(estimate.number()) + " (±" + NO_BREAK + number(estimate.errorBound()) + ")";
    }

    /** {@code 1 token}, {@code 2 tokens}, {@code 3 accesses}. */
    public static String count(long number, String what) {
        return number(number) + ' ' + plural(number, what);
    }

    /** The same of what may not be exact. */
    public static String count(Count estimate, String what) {
        return number(estimate) + ' ' + plural(estimate.number(), what);
    }

    /** {@code 2026-03-02 10:00:05 UTC}. */
    public static String time(long millis) {
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
    public static String duration(long millis) {
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
    public static String share(long part, long whole) {
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
        return number == 1 ? what : what + (what.endsWith("ss") ? "es" : "s");
    }

    /** The verb, or what else depends on the number. */
    public static String be(Count number, String one, String several) {
        return number.number() == 1 ? one : several;
    }

    /** A stranger's text. */
    public static String cut(String text) {
        return cut(text, MOST_BYTES);
    }

    /** A text of at most so many bytes of UTF-8, with a mark where it was longer. */
    public static String cut(String text, int bytes) {
        // of the rest, however long, only its being there matters
        String shown = VisibleText.cut(text, bytes);
        return shown.equals(VisibleText.cut(text, bytes + LONGEST_CHARACTER)) ? shown : shown + "\u2026";
    }

    /** How a uid begins. */
    public static String start(String uid) {
        return VisibleText.cut(uid, UID_SHOWN);
    }

    /** A severity inside a sentence. */
    public static String lower(String severity) {
        return VisibleText.cut(severity, UID_SHOWN).toLowerCase(Locale.ROOT);
    }

    public static String quoted(String text) {
        return VisibleText.quoted(text);
    }

    /** The title of a rule; empty where there is no such rule. */
    public static String title(String id) {
        return Arrays.stream(Rule.values())
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .map(Rule::title)
                .orElse("");
    }

    /** Those accounts that exist, as far as is known. */
    public static Count known(Count all, Count unknown) {
        return new Count(Math.max(0, all.number() - unknown.number()), all.errorBound() + unknown.errorBound());
    }

    /** The largest first. */
    public static List<Map.Entry<String, Long>> largest(Map<String, Long> numbers) {
        return numbers.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    public static List<? extends Map.Entry<?, ?>> entries(Map<?, ?> map) {
        return List.copyOf(map.entrySet());
    }

    public static TimeAxis axis(long from, long to, double left, double right) {
        return new TimeAxis(from, to, left, right);
    }

    /** A coordinate of a picture. */
    public static String at(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }

    /** 1, 2 or 5 of a power of ten, so that few lines reach the greatest. */
    public static long step(long greatest) {
        for (long power = 1; ; power *= 10) {
            for (long times : new long[] {1, 2, 5}) {
                if (Math.max(1, greatest) / (double) (power * times) <= MOST_LINES) {
                    return power * times;
                }
            }
        }
    }

    /** A number that is short enough for the margin. */
    public static String brief(double value) {
        if (value >= 1e9) {
            return String.format(Locale.ROOT, "%.4g", value);
        }
        if (value >= 1e6) {
            return trimmed(value / 1e6) + " M";
        }
        return value >= 10_000 ? trimmed(value / 1e3) + " k" : trimmed(value);
    }

    private static String trimmed(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }
}
