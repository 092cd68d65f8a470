package org.forgedtoken.detector.report;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * An interval of event time from left to right, with so few marks that no label touches the next. Times are epoch ms and
 * UTC.
 *
 * @param left x of {@code from}
 * @param right x of {@code to}
 */
public record TimeAxis(long from, long to, double left, double right) {
    static final long SECOND = 1_000;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;

    private static final double LABEL = 76;
    private static final double DAYS_OF_A_MONTH = 30.4;

    private static final List<Long> STEPS = roundTimes(7);

    public TimeAxis {
        to = Math.max(to, from + SECOND);
    }

    /**
     * The lengths of time in which people count, in ms, each about twice the one before: from a second to two days, and
     * then so many days.
     */
    static List<Long> roundTimes(long... days) {
        LongStream seconds = LongStream.of(
                1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400,
                172_800);
        return LongStream.concat(
                        seconds.map(n -> n * SECOND), LongStream.of(days).map(n -> n * DAY))
                .boxed()
                .toList();
    }

    /** Where a time lies. */
    public double x(long time) {
        double part = ((double) time - from) / ((double) to - from);
        return left + (right - left) * Math.max(0, Math.min(1, part));
    }

    /** The first line of a mark's label. */
    public String upper(long tick) {
        return label(tick, isOfDays() ? "MM-dd" : step() < MINUTE ? "HH:mm:ss" : "HH:mm");
    }

    /** The second line, which need not be said again. */
    public String lower(long tick) {
        return label(tick, isOfDays() ? "uuuu" : "uuuu-MM-dd");
    }

    private static String label(long tick, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(Instant.ofEpochMilli(tick));
    }

    private boolean isOfDays() {
        return step() == 0 || step() >= DAY;
    }

    /** Where the marks are. */
    public List<Long> ticks() {
        long step = step();
        if (step > 0) {
            return LongStream.iterate(
                            Math.floorDiv(from + step - 1, step) * step, tick -> tick <= to, tick -> tick + step)
                    .boxed()
                    .toList();
        }
        int months = IntStream.of(1, 2, 3, 6, 12, 24, 60, 120, 600, 1_200, 6_000, 12_000)
                .filter(some -> isFewEnough(some * DAYS_OF_A_MONTH * DAY))
                .findFirst()
                .orElse(120_000);
        long first = YearMonth.from(Instant.ofEpochMilli(from).atZone(ZoneOffset.UTC))
                .getLong(ChronoField.PROLEPTIC_MONTH);
        return Stream.iterate(
                        Math.floorDiv(first, months) * months, month -> begin(month) <= to, month -> month + months)
                .map(TimeAxis::begin)
                .filter(tick -> tick >= from)
                .toList();
    }

    /** Ms; 0 where whole months are needed. */
    private long step() {
        return STEPS.stream().filter(this::isFewEnough).findFirst().orElse(0L);
    }

    /** Whether there is a place for each label, where they are so many ms apart. */
    private boolean isFewEnough(double apart) {
        return (to - from) / apart <= Math.max(1, (right - left) / LABEL);
    }

    private static long begin(long month) {
        return YearMonth.of((int) Math.floorDiv(month, 12), (int) Math.floorMod(month, 12L) + 1)
                .atDay(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
    }
}
