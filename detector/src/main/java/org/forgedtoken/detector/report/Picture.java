package org.forgedtoken.detector.report;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A picture in the page: SVG in black and white, as wide as the text, with a caption, and a name for who cannot see it. */
final class Picture {
    static final int WIDTH = 720;

    private final List<Html> content = new ArrayList<>();

    /** @param name says what is seen; the program's own words */
    Html drawn(String name, int height, String caption) {
        return Html.of("""
            <figure><figcaption>{}</figcaption>
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}" role="img"\
             aria-label="{}"><title>{}</title>
            {}</svg>
            </figure>
            """, caption, WIDTH, height, WIDTH, height, name, name, content);
    }

    /** A text that stays in its box, whatever it is and however wide its letters are. */
    void boxed(String text, double x, double y, double width, double height, String kind) {
        content.add(Html.of("""
            <svg x="{}" y="{}" width="{}" height="{}" overflow="hidden"><text x="0" y="{}" class="{}">{}</text>
            </svg>
            """, x, y, width, height, height * 0.75, kind, text));
    }

    void text(String text, double x, double y, String kind) {
        content.add(Html.of("<text x=\"{}\" y=\"{}\" class=\"{}\">{}</text>\n", x, y, kind, text));
    }

    void rect(double x, double y, double width, double height, String kind) {
        content.add(Html.of(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"{}\"/>", x, y, width, height, kind));
    }

    /** @param turns of the path, each with its coordinates in it */
    void path(Object turns, String kind) {
        content.add(Html.of("<path d=\"{}\" class=\"{}\"/>", turns, kind));
    }

    /**
     * A stretch of event time from left to right, with so few marks that no label touches the next. Times are epoch ms and
     * UTC.
     *
     * @param left x of {@code from}
     * @param right x of {@code to}
     */
    record TimeAxis(long from, long to, double left, double right) {
        static final long SECOND = 1_000;
        static final long MINUTE = 60 * SECOND;
        static final long HOUR = 60 * MINUTE;
        static final long DAY = 24 * HOUR;

        private static final double LABEL = 76;
        private static final double HALF_LABEL = 38;
        private static final double DAYS_OF_A_MONTH = 30.4;

        private static final List<Long> STEPS = roundTimes(7);

        private static final DateTimeFormatter SECONDS = format("HH:mm:ss");
        private static final DateTimeFormatter MINUTES = format("HH:mm");
        private static final DateTimeFormatter DAYS = format("MM-dd");
        private static final DateTimeFormatter YEARS = format("uuuu");
        private static final DateTimeFormatter DATES = format("uuuu-MM-dd");

        TimeAxis {
            to = Math.max(to, from + SECOND);
        }

        /**
         * The stretches of time in which people count, in ms, each about twice the one before: from a second to two days, and
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
        double x(long time) {
            double part = ((double) time - from) / ((double) to - from);
            return left + (right - left) * Math.max(0, Math.min(1, part));
        }

        /** Draws the marks and their labels below {@code bottom}; two lines of text. */
        void draw(Picture picture, double bottom) {
            long step = step();
            boolean isOfDays = step == 0 || step >= DAY;
            DateTimeFormatter upper = isOfDays ? DAYS : step < MINUTE ? SECONDS : MINUTES;
            picture.path(Html.of("M{} {}H{}", left, bottom, right), "axis");
            String said = "";
            for (long tick : ticks()) {
                double x = x(tick);
                double label = Math.max(HALF_LABEL, Math.min(Picture.WIDTH - HALF_LABEL, x));
                picture.path(Html.of("M{} {}v5", x, bottom), "axis");
                picture.text(upper.format(Instant.ofEpochMilli(tick)), label, bottom + 18, "middle");
                String below = (isOfDays ? YEARS : DATES).format(Instant.ofEpochMilli(tick));
                if (!below.equals(said)) {
                    picture.text(below, label, bottom + 32, "middle");
                    said = below;
                }
            }
        }

        List<Long> ticks() {
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

        private static DateTimeFormatter format(String pattern) {
            return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
        }
    }
}
