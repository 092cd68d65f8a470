package org.forgedtoken.detector.reading;

import java.time.LocalDate;
import java.time.YearMonth;
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

    /** So many digits has a number of milliseconds of our days. */
    static final int DIGITS_OF_MILLIS = 13;

    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,400}(\\.\\d{1,400})?([eE][-+]?\\d{1,9})?");

    private static final int NO_OFFSET = Integer.MAX_VALUE;

    private InputTime() {}

    /** Epoch ms of a time as text, or {@link Times#UNKNOWN}. */
    public static long of(String text) {
        String bare = text.strip();
        return bare.length() > 4 && bare.charAt(4) == '-' ? ofRfc3339(bare) : ofNumber(bare);
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
        return ofWhole(number) + (number < SECONDS_END && dot >= 0 ? millis(text, dot + 1, end) : 0);
    }

    /** Epoch ms of a whole epoch number that is not negative, or {@link Times#UNKNOWN}. */
    static long ofWhole(long number) {
        if (number < SECONDS_END) {
            return number * 1000;
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
        int length = text.length();
        int end = 19;
        if (length <= end
                || text.charAt(7) != '-'
                || "Tt ".indexOf(text.charAt(10)) < 0
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return Times.UNKNOWN;
        }
        int millis = 0;
        if (text.charAt(end) == '.' || text.charAt(end) == ',') {
            int fraction = ++end;
            while (end < length && isDigit(text.charAt(end))) {
                end++;
            }
            if (end == fraction) {
                return Times.UNKNOWN;
            }
            millis = millis(text, fraction, end);
        }
        int offset = offset(text, end);
        int century = pair(text, 0);
        int year = pair(text, 2);
        int month = pair(text, 5);
        int day = pair(text, 8);
        int hour = pair(text, 11);
        int minute = pair(text, 14);
        int second = pair(text, 17);
        return (century | year | month | day | hour | minute | second) < 0 || offset == NO_OFFSET
                ? Times.UNKNOWN
                : instant(century * 100 + year, month, day, hour, minute, second, millis, offset);
    }

    /** Minutes of what stands at the end, {@code Z}, {@code +09:00}, {@code +0900} or {@code +09}. */
    private static int offset(String text, int from) {
        int length = text.length() - from;
        char sign = length > 0 ? text.charAt(from) : ' ';
        if (sign == 'Z' || sign == 'z') {
            return length == 1 ? 0 : NO_OFFSET;
        }
        int colon = length == 6 && text.charAt(from + 3) == ':' ? 1 : 0;
        if ((sign != '+' && sign != '-') || (length != 3 && length != 5 + colon)) {
            return NO_OFFSET;
        }
        int hours = pair(text, from + 1);
        int minutes = length == 3 ? 0 : pair(text, from + 3 + colon);
        int all = hours * 60 + minutes;
        return (hours | minutes) < 0 || hours > 23 || minutes > 59 ? NO_OFFSET : sign == '-' ? -all : all;
    }

    /** The number that two digits are; negative where they are none. */
    private static int pair(String text, int at) {
        int tens = text.charAt(at) - '0';
        int ones = text.charAt(at + 1) - '0';
        return (tens | 9 - tens | ones | 9 - ones) < 0 ? -1 : tens * 10 + ones;
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
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
