package org.forgedtoken.detector.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A stretch of event time from left to right, with so few marks that no label touches the next. Times are epoch ms and
 * UTC.
 *
 * @param left x of {@code from}
 * @param right x of {@code to}
 */
record TimeAxis(long from, long to, double left, double right) {
    private static final double LABEL = 76;
    private static final double HALF_LABEL = 38;

    private static final List<Long> STEPS = RoundTimes.and(7 * RoundTimes.DAY);
    private static final List<Integer> MONTHS = List.of(1, 2, 3, 6, 12, 24, 60, 120, 600, 1_200, 6_000, 12_000);

    private static final DateTimeFormatter SECONDS = format("HH:mm:ss");
    private static final DateTimeFormatter MINUTES = format("HH:mm");
    private static final DateTimeFormatter DAYS = format("MM-dd");
    private static final DateTimeFormatter YEARS = format("uuuu");
    private static final DateTimeFormatter DATES = format("uuuu-MM-dd");

    TimeAxis {
        to = Math.max(to, from + RoundTimes.SECOND);
    }

    /** Where a time lies. */
    double x(long time) {
        double part = ((double) time - from) / ((double) to - from);
        return left + (right - left) * Math.max(0, Math.min(1, part));
    }

    /** Draws the marks and their labels below {@code bottom}; two lines of text. */
    Html draw(double bottom) {
        List<Html> marks = new ArrayList<>();
        marks.add(Picture.path(Html.of("M{} {}H{}", left, bottom, right), "axis"));
        String said = "";
        for (long tick : ticks()) {
            double x = x(tick);
            marks.add(Picture.path(Html.of("M{} {}v5", x, bottom), "axis"));
            marks.add(label(x, bottom + 18, upper().format(Instant.ofEpochMilli(tick))));
            String below = lower().format(Instant.ofEpochMilli(tick));
            if (!below.equals(said)) {
                marks.add(label(x, bottom + 32, below));
                said = below;
            }
        }
        return Html.of("{}", marks);
    }

    List<Long> ticks() {
        List<Long> ticks = new ArrayList<>();
        long step = step();
        if (step > 0) {
            for (long tick = Math.floorDiv(from + step - 1, step) * step; tick <= to; tick += step) {
                ticks.add(tick);
            }
            return ticks;
        }
        int months = months();
        YearMonth month = YearMonth.from(Instant.ofEpochMilli(from).atZone(ZoneOffset.UTC));
        long number = Math.floorDiv((long) month.getYear() * 12 + month.getMonthValue() - 1, months) * months;
        for (long tick = begin(number); tick <= to; tick = begin(number)) {
            if (tick >= from) {
                ticks.add(tick);
            }
            number += months;
        }
        return ticks;
    }

    /** So many labels have a place. */
    private double places() {
        return Math.max(1, (right - left) / LABEL);
    }

    /** Ms; 0 where whole months are needed. */
    private long step() {
        for (long step : STEPS) {
            if ((double) (to - from) / step <= places()) {
                return step;
            }
        }
        return 0;
    }

    private int months() {
        for (int months : MONTHS) {
            if ((double) (to - from) / (months * 30.4 * RoundTimes.DAY) <= places()) {
                return months;
            }
        }
        return 120_000;
    }

    private static long begin(long month) {
        return LocalDate.of((int) Math.floorDiv(month, 12), (int) Math.floorMod(month, 12L) + 1, 1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
    }

    private DateTimeFormatter upper() {
        long step = step();
        if (step == 0 || step >= RoundTimes.DAY) {
            return DAYS;
        }
        return step < RoundTimes.MINUTE ? SECONDS : MINUTES;
    }

    private DateTimeFormatter lower() {
        long step = step();
        return step == 0 || step >= RoundTimes.DAY ? YEARS : DATES;
    }

    private static Html label(double x, double y, String text) {
        double within = Math.max(HALF_LABEL, Math.min(Picture.WIDTH - HALF_LABEL, x));
        return Picture.text(text, within, y, "middle");
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
