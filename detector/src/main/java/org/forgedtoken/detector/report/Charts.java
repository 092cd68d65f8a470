package org.forgedtoken.detector.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.report.AlertFacts.KeyName;
import org.forgedtoken.detector.report.AlertFacts.Span;
import org.forgedtoken.detector.report.Picture.TimeAxis;
import org.forgedtoken.detector.report.Summary.Complete;
import org.jspecify.annotations.Nullable;

/** Numbers by name, keys, numbers and coverage over time, as pictures. */
final class Charts {
    /** So many rows at most, of the largest. */
    static final int MOST_ROWS = 12;

    private static final double BAR_NAMES = 330;
    private static final double BAR_NUMBERS = 76;
    private static final int BAR_ROW = 22;
    private static final int BAR_LABEL_BYTES = 60;

    private static final double KEY_NAMES = 232;
    private static final double KEY_NUMBERS = 84;
    private static final int KEY_ROW = 36;
    private static final int KEY_LABEL_BYTES = 48;
    private static final double NARROWEST = 3;

    private static final double LEFT = 64;
    private static final double RIGHT = Picture.WIDTH - 18;
    private static final double TOP = 14;
    private static final double BOTTOM = 134;
    private static final int HEIGHT = 172;
    private static final double LEAST_COLUMN = 0.6;
    private static final int MOST_LINES = 4;

    /** So many issuers at most. */
    static final int MOST_ISSUERS = 20;

    private static final double BAND_LEFT = 40;
    private static final double BAND_RIGHT = Picture.WIDTH - 40;
    private static final int BAND_ROW = 40;
    private static final double BAND_HEIGHT = 16;
    private static final int BAND_LABEL_BYTES = 100;

    /** So that a hole of a minute in a year is seen. */
    private static final double NARROWEST_HOLE = 1.5;

    private Charts() {}

    /** Bars one below the other: the largest, and what the rest come to. */
    static Html bars(Map<String, Long> numbers, String name, String caption) {
        List<Map.Entry<String, Long>> rows = new ArrayList<>(numbers.entrySet());
        rows.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        List<Map.Entry<String, Long>> shown = rows.subList(0, Math.min(MOST_ROWS, rows.size()));
        List<Map.Entry<String, Long>> rest = rows.subList(shown.size(), rows.size());
        long most = Math.max(1, rows.get(0).getValue());
        Picture picture = new Picture();
        double y = 4;
        for (Map.Entry<String, Long> row : shown) {
            double width = (Picture.WIDTH - BAR_NAMES - BAR_NUMBERS) * row.getValue() / most;
            picture.boxed(Html.cut(row.getKey(), BAR_LABEL_BYTES), 0, y, BAR_NAMES - 8, BAR_ROW, "label");
            picture.rect(BAR_NAMES, y + 4, Math.max(1, width), BAR_ROW - 8.0, "ink");
            picture.text(Words.number(row.getValue()), BAR_NAMES + width + 6, y + BAR_ROW * 0.72, "label");
            y += BAR_ROW;
        }
        if (!rest.isEmpty()) {
            long sum = rest.stream().mapToLong(Map.Entry::getValue).sum();
            picture.boxed(Words.number(rest.size()) + " others", 0, y, BAR_NAMES - 8, BAR_ROW, "small");
            picture.text(Words.number(sum), BAR_NAMES + 6, y + BAR_ROW * 0.72, "label");
        }
        return picture.drawn(name, BAR_ROW * (shown.size() + (rest.isEmpty() ? 0 : 1)) + 8, caption);
    }

    /** Of each key a bar from its first to its last use, and how many tokens. */
    static Html keys(List<Map.Entry<KeyName, Span>> all, String caption) {
        List<Map.Entry<KeyName, Span>> rows = all.subList(0, Math.min(MOST_ROWS, all.size()));
        long from = rows.stream().mapToLong(row -> row.getValue().first()).min().orElse(0);
        long to = rows.stream().mapToLong(row -> row.getValue().last()).max().orElse(from);
        TimeAxis axis = new TimeAxis(from, to, KEY_NAMES, Picture.WIDTH - KEY_NUMBERS);
        Picture picture = new Picture();
        double y = 2;
        for (Map.Entry<KeyName, Span> row : rows) {
            Span span = row.getValue();
            double width = Math.max(NARROWEST, axis.x(span.last()) - axis.x(span.first()));
            double left = Math.min(axis.x(span.first()), axis.right() - width);
            String issuer = Html.cut(row.getKey().issuer(), KEY_LABEL_BYTES);
            picture.boxed(Html.cut(row.getKey().label(), KEY_LABEL_BYTES), 0, y, KEY_NAMES - 10, 18, "label strong");
            picture.boxed(issuer, 0, y + 16, KEY_NAMES - 10, 16, "small");
            picture.rect(left, y + 8, width, 14, span.verified() > 0 ? "ink" : "hollow");
            picture.text(Words.number(span.tokens()), Picture.WIDTH, y + 20, "end");
            y += KEY_ROW;
        }
        int bottom = KEY_ROW * rows.size() + 6;
        axis.draw(picture, bottom);
        return picture.drawn("Signing keys that forged tokens name, first to last use", bottom + 40, caption);
    }

    /** One column a stretch of event time. */
    static Html columns(String name, String caption, Timeline time, List<Long> values) {
        Picture picture = new Picture();
        double most = grid(picture, values);
        TimeAxis axis = axis(time);
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) > 0) {
                double x = axis.x(time.start() + i * time.width());
                double next = axis.x(time.start() + (i + 1) * time.width());
                double gap = next - x > 4 ? 1 : 0;
                // a column of little is drawn all the same
                double height = Math.max(1.5, BOTTOM - y(values.get(i), most));
                picture.rect(x, BOTTOM - height, Math.max(LEAST_COLUMN, next - x - gap), height, "ink");
            }
        }
        axis.draw(picture, BOTTOM);
        return picture.drawn(name, HEIGHT, caption);
    }

    /** A line that only rises. */
    static Html line(String name, String caption, Timeline time, List<Long> values) {
        Picture picture = new Picture();
        double most = grid(picture, values);
        TimeAxis axis = axis(time);
        List<Html> turns = new ArrayList<>();
        turns.add(Html.of("M{} {}", axis.x(time.start()), BOTTOM));
        for (int i = 0; i < values.size(); i++) {
            turns.add(Html.of("V{}H{}", y(values.get(i), most), axis.x(time.start() + (i + 1) * time.width())));
        }
        picture.path(turns, "line");
        axis.draw(picture, BOTTOM);
        return picture.drawn(name, HEIGHT, caption);
    }

    private static TimeAxis axis(Timeline time) {
        return new TimeAxis(time.start(), time.end(), LEFT, RIGHT);
    }

    /** Draws lines across with their numbers; what the uppermost stands for. */
    private static double grid(Picture picture, List<Long> values) {
        long step = step(Math.max(1, Collections.max(values)));
        double most = (double) step * Math.max(1, (Collections.max(values) + step - 1) / step);
        for (double tick = 0; tick <= most; tick += step) {
            double y = y(tick, most);
            picture.path(Html.of("M{} {}H{}", LEFT, y, RIGHT), "grid");
            picture.text(label(tick), LEFT - 6, y + 4, "end");
        }
        return most;
    }

    /** 1, 2 or 5 of a power of ten, so that few lines reach the greatest. */
    static long step(long greatest) {
        for (long power = 1; ; power *= 10) {
            for (long times : new long[] {1, 2, 5}) {
                if (greatest / (double) (power * times) <= MOST_LINES) {
                    return power * times;
                }
            }
        }
    }

    private static double y(double value, double most) {
        return BOTTOM - (BOTTOM - TOP) * value / most;
    }

    /** Short enough for the margin. */
    private static String label(double value) {
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

    /** When each issuer's ledger is known to be complete, above the accesses: dark where it is, white where it is not. */
    static Html coverage(Summary summary) {
        List<Map.Entry<String, Complete>> rows =
                summary.coverage().entrySet().stream().limit(MOST_ISSUERS).toList();
        TimeAxis axis = coverageAxis(summary, rows);
        if (axis == null) {
            return Html.NONE;
        }
        Picture picture = new Picture();
        double y = 2;
        for (Map.Entry<String, Complete> row : rows) {
            picture.boxed(Html.cut(row.getKey(), BAND_LABEL_BYTES), BAND_LEFT, y, BAND_RIGHT - BAND_LEFT, 18, "label");
            band(picture, y + 19, row.getValue(), axis);
            y += BAND_ROW;
        }
        picture.boxed("Accesses", BAND_LEFT, y, BAND_RIGHT - BAND_LEFT, 18, "label");
        if (Times.known(summary.access().first())) {
            double from = axis.x(summary.access().first());
            double to = axis.x(summary.access().last());
            picture.rect(from, y + 22, Math.max(NARROWEST_HOLE, to - from), 4, "ink");
        }
        int bottom = BAND_ROW * (rows.size() + 1) + 4;
        axis.draw(picture, bottom);
        return picture.drawn(
                "When the ledger is known to be complete",
                bottom + 40,
                "Dark: the ledger is known to be complete. White: it is not, and a token that is missing from it proves"
                        + " nothing. A hole is drawn wider than it is where it would not be seen. At the bottom: the"
                        + " accesses, from the first to the last.");
    }

    private static void band(Picture picture, double y, Complete coverage, TimeAxis axis) {
        picture.rect(axis.left(), y, axis.right() - axis.left(), BAND_HEIGHT, "hollow");
        if (!coverage.isKnown()) {
            return;
        }
        double from = axis.x(coverage.since());
        picture.rect(from, y, axis.x(coverage.until()) - from, BAND_HEIGHT, "dark");
        double drawn = Double.NEGATIVE_INFINITY;
        for (Stretch hole : coverage.holes()) {
            double left = axis.x(hole.since());
            double right = Math.max(left + NARROWEST_HOLE, axis.x(hole.until()));
            // thousands of holes within one point are one mark
            if (right > drawn + NARROWEST_HOLE / 2) {
                picture.rect(left, y + 1, right - left, BAND_HEIGHT - 2, "paper");
                drawn = right;
            }
        }
    }

    /** Null where no time is known at all. */
    private static @Nullable TimeAxis coverageAxis(Summary summary, List<Map.Entry<String, Complete>> rows) {
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        if (Times.known(summary.access().first())) {
            from = summary.access().first();
            to = summary.access().last();
        }
        for (Map.Entry<String, Complete> row : rows) {
            if (row.getValue().isKnown()) {
                from = Math.min(from, row.getValue().since());
                to = Math.max(to, row.getValue().until());
            }
        }
        return from > to ? null : new TimeAxis(from, to, BAND_LEFT, BAND_RIGHT);
    }
}
