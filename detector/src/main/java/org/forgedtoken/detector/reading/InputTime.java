package org.forgedtoken.detector.reading;

import java.nio.charset.StandardCharsets;
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

    /** The last instant of the year 9999 in seconds. */
    private static final double LAST_SECOND = 253_402_300_799d;

    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,400}(\\.\\d{1,400})?([eE][-+]?\\d{1,9})?");

    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

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

    /** Epoch ms of a NumericDate (RFC 7519, section 2): seconds; what is beyond the year 9999 is cut to it, so that no sum overflows. */
    static long ofDate(double seconds) {
        return Math.round(Math.max(-LAST_SECOND, Math.min(LAST_SECOND, seconds)) * 1000);
    }

    /** The same of a number as text; of all else {@link Times#UNKNOWN}. */
    static long ofDate(@Nullable String text) {
        return text != null && NUMBER.matcher(text.strip()).matches()
                ? ofDate(Double.parseDouble(text.strip()))
                : Times.UNKNOWN;
    }

    private static long micros(long number) {
        return number < MICROS_END ? number / 1000 : Times.UNKNOWN;
    }

    private static long ofRfc3339(String text) {
        if (text.length() < 20
                || !digits(text, 0, 4)
                || !pair(text, 4, '-')
                || !pair(text, 7, '-')
                || "Tt ".indexOf(text.charAt(10)) < 0
                || !digits(text, 11, 13)
                || !pair(text, 13, ':')
                || !pair(text, 16, ':')) {
            return Times.UNKNOWN;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int zone = 19;
        long fraction = 0;
        if (text.charAt(19) == '.' || text.charAt(19) == ',') {
            zone = 20;
            while (zone < text.length() && isDigit(text.charAt(zone))) {
                zone++;
            }
            if (zone == 20) {
                return Times.UNKNOWN;
            }
            fraction = millis(text, 20, zone);
        }
        long offset = offsetMinutes(text, zone);
        if (offset == Times.UNKNOWN) {
            return Times.UNKNOWN;
        }
        return instant(year, month, day, hour, minute, second, fraction, offset);
    }

    private static long instant(
            int year, int month, int day, int hour, int minute, int second, long millis, long offsetMinutes) {
        if (month < 1 || month > 12 || day < 1 || day > length(year, month)) {
            return Times.UNKNOWN;
        }
        // A leap second, 60, is the same instant as the next minute's first.
        if (hour > 23 || minute > 59 || second > 60) {
            return Times.UNKNOWN;
        }
        long days = epochDay(year, month, day);
        return ((days * 24 + hour) * 60 + minute - offsetMinutes) * 60_000 + second * 1000L + millis;
    }

    /** Minutes east of Greenwich of {@code Z}, {@code +hh:mm}, {@code +hhmm} or {@code +hh}, or {@link Times#UNKNOWN}. */
    private static long offsetMinutes(String text, int at) {
        int left = text.length() - at;
        if (left == 1 && (text.charAt(at) == 'Z' || text.charAt(at) == 'z')) {
            return 0;
        }
        if ((left != 3 && left != 5 && left != 6)
                || "+-".indexOf(text.charAt(at)) < 0
                || !digits(text, at + 1, at + 3)) {
            return Times.UNKNOWN;
        }
        int hours = number(text, at + 1, at + 3);
        int minutes = 0;
        if (left > 3) {
            int from = left == 6 ? at + 4 : at + 3;
            if ((left == 6 && text.charAt(at + 3) != ':') || !digits(text, from, from + 2)) {
                return Times.UNKNOWN;
            }
            minutes = number(text, from, from + 2);
        }
        if (hours > 23 || minutes > 59) {
            return Times.UNKNOWN;
        }
        int total = hours * 60 + minutes;
        return text.charAt(at) == '-' ? -total : total;
    }

    private static long epochDay(int year, int month, int day) {
        long before = year - 1L;
        long leapDays = year == 0 ? -1 : before / 4 - before / 100 + before / 400;
        boolean leapDayPassed = month > 2 && isLeap(year);
        long days = 365L * before + leapDays + DAYS_BEFORE_MONTH[month - 1] + (leapDayPassed ? 1 : 0) + day - 1;
        return days - 719_162;
    }

    private static int length(int year, int month) {
        return month == 2 && isLeap(year) ? 29 : DAYS_BEFORE_MONTH[month] - DAYS_BEFORE_MONTH[month - 1];
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** The first three digits of a fraction of any length. */
    private static int millis(String text, int from, int to) {
        int millis = 0;
        for (int i = 0; i < 3; i++) {
            millis = millis * 10 + (from + i < to ? text.charAt(from + i) - '0' : 0);
        }
        return millis;
    }

    private static boolean pair(String text, int at, char separator) {
        return text.charAt(at) == separator && digits(text, at + 1, at + 3);
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

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
