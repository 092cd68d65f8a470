package org.forgedtoken.detector.reading;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/** Reads a record's times: RFC 3339, or epoch seconds, milliseconds or microseconds, told apart by size. */
public final class InputTime {
    /** Below it a number counts seconds (up to the year 5138), from there on milliseconds (from March 1973 on). */
    private static final double SECONDS_END = 1e11;
    /** Below it milliseconds, from there on microseconds. */
    private static final double MILLIS_END = 1e14;
    /** What is larger is no time. */
    private static final double MICROS_END = 1e17;

    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,400}(\\.\\d{1,400})?([eE][-+]?\\d{1,9})?");

    /** Year to second, three digits of the fraction, sign, hours and minutes of the offset. */
    private static final Pattern RFC_3339 = Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)[Tt ](\\d\\d):(\\d\\d):(\\d\\d)"
            + "(?:[.,](\\d{1,3})\\d*+)?(?:[Zz]|([+-])(\\d\\d)(?::?(\\d\\d))?)");

    private InputTime() {}

    /** Epoch ms of a time as text, or {@link Times#UNKNOWN}. */
    public static long of(String text) {
        String bare = text.strip();
        return bare.length() > 4 && bare.charAt(4) == '-' ? ofRfc3339(bare) : ofNumber(bare);
    }

    /** The same of a text in bytes, which are ASCII. */
    static long of(byte[] text, int from, int to) {
        long time = ofUtc(text, from, to);
        return Times.known(time) ? time : of(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
    }

    /** Of what nearly every record has, {@code 2025-11-29T12:00:00.123Z}; of all else {@link Times#UNKNOWN}. */
    private static long ofUtc(byte[] text, int from, int to) {
        int length = to - from;
        if (length < 20
                || length > 30
                || text[to - 1] != 'Z'
                || text[from + 4] != '-'
                || text[from + 7] != '-'
                || text[from + 10] != 'T'
                || text[from + 13] != ':'
                || text[from + 16] != ':'
                || (text[from + 19] != '.' && length > 20)
                || length == 21) {
            return Times.UNKNOWN;
        }
        int century = pair(text, from);
        int yearOfCentury = pair(text, from + 2);
        int month = pair(text, from + 5);
        int day = pair(text, from + 8);
        int hour = pair(text, from + 11);
        int minute = pair(text, from + 14);
        int second = pair(text, from + 17);
        int wrong = century | yearOfCentury | month | day | hour | minute | second;
        int millis = 0;
        int unit = 100;
        for (int i = from + 20; i < to - 1; i++) {
            int digit = text[i] - '0';
            wrong |= digit | 9 - digit;
            millis += digit * unit;
            unit /= 10;
        }
        return wrong < 0
                ? Times.UNKNOWN
                : instant(century * 100 + yearOfCentury, month, day, hour, minute, second, millis, 0);
    }

    /** The number that two digits are; negative where they are none. */
    private static int pair(byte[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return (tens | 9 - tens | ones | 9 - ones) < 0 ? -1 : tens * 10 + ones;
    }

    /** Epoch ms of an epoch number as text (an exponent is no number here), or {@link Times#UNKNOWN}. */
    private static long ofNumber(String text) {
        int end = text.length();
        int dot = text.indexOf('.');
        int whole = dot < 0 ? end : dot;
        if (whole == 0 || whole > 17 || end - whole == 1 || !digits(text, 0, whole)) {
            return Times.UNKNOWN;
        }
        if (dot >= 0 && !digits(text, dot + 1, end)) {
            return Times.UNKNOWN;
        }
        long number = Long.parseLong(text, 0, whole, 10);
        if (number < SECONDS_END) {
            return number * 1000 + (dot < 0 ? 0 : millis(text, dot + 1, end));
        }
        return number < MILLIS_END ? number : micros(number);
    }

    /** Epoch ms of an epoch number that is written with an exponent, or {@link Times#UNKNOWN}. */
    static long ofEpoch(double number) {
        if (!(number >= 0) || number >= MICROS_END) {
            return Times.UNKNOWN;
        }
        return number < SECONDS_END
                ? (long) Math.floor(number * 1000)
                : number < MILLIS_END ? (long) number : micros((long) number);
    }

    /** A NumericDate ({@link Times#ofNumericDate}) as text; of all else {@link Times#UNKNOWN}. */
    public static long ofDate(@Nullable String text) {
        return text != null && NUMBER.matcher(text.strip()).matches()
                ? Times.ofNumericDate(Double.parseDouble(text.strip()))
                : Times.UNKNOWN;
    }

    private static long micros(long number) {
        return number < MICROS_END ? number / 1000 : Times.UNKNOWN;
    }

    private static long ofRfc3339(String text) {
        Matcher parts = RFC_3339.matcher(text);
        if (!parts.matches()) {
            return Times.UNKNOWN;
        }
        String fraction = parts.group(7);
        int offset = number(parts, 9) * 60 + number(parts, 10);
        if (number(parts, 9) > 23 || number(parts, 10) > 59) {
            return Times.UNKNOWN;
        }
        return instant(
                number(parts, 1),
                number(parts, 2),
                number(parts, 3),
                number(parts, 4),
                number(parts, 5),
                number(parts, 6),
                fraction == null ? 0 : millis(fraction, 0, fraction.length()),
                "-".equals(parts.group(8)) ? -offset : offset);
    }

    private static int number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Integer.parseInt(parts.group(group));
    }

    private static long instant(
            int year, int month, int day, int hour, int minute, int second, long millis, long offsetMinutes) {
        if (month < 1
                || month > 12
                || day < 1
                || day > YearMonth.of(year, month).lengthOfMonth()) {
            return Times.UNKNOWN;
        }
        // A leap second, 60, is the same instant as the next minute's first.
        if (hour > 23 || minute > 59 || second > 60) {
            return Times.UNKNOWN;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return ((days * 24 + hour) * 60 + minute - offsetMinutes) * 60_000 + second * 1000L + millis;
    }

    /** The first three digits of a fraction of any length. */
    private static int millis(String text, int from, int to) {
        int millis = 0;
        for (int i = 0; i < 3; i++) {
            millis = millis * 10 + (from + i < to ? text.charAt(from + i) - '0' : 0);
        }
        return millis;
    }

    private static boolean digits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
