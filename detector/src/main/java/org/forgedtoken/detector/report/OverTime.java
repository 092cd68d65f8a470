package org.forgedtoken.detector.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Numbers over event time: one column a stretch, or a line that only rises. */
final class OverTime {
    private static final double LEFT = 64;
    private static final double RIGHT = Picture.WIDTH - 18;
    private static final double TOP = 14;
    private static final double BOTTOM = 134;
    private static final int HEIGHT = 172;
    private static final double LEAST_COLUMN = 0.6;
    private static final int MOST_LINES = 4;

    private OverTime() {}

    static Html columns(String name, String caption, Timeline time, List<Long> values) {
        double most = most(values);
        TimeAxis axis = axis(time);
        List<Html> columns = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) > 0) {
                double x = axis.x(time.start() + i * time.width());
                double next = axis.x(time.start() + (i + 1) * time.width());
                double gap = next - x > 4 ? 1 : 0;
                // a column of little is drawn all the same
                double height = Math.max(1.5, BOTTOM - y(values.get(i), most));
                columns.add(Picture.rect(x, BOTTOM - height, Math.max(LEAST_COLUMN, next - x - gap), height, "ink"));
            }
        }
        return picture(name, caption, most, columns, values, axis);
    }

    static Html line(String name, String caption, Timeline time, List<Long> values) {
        double most = most(values);
        TimeAxis axis = axis(time);
        List<Html> turns = new ArrayList<>();
        turns.add(Html.of("M{} {}", axis.x(time.start()), BOTTOM));
        for (int i = 0; i < values.size(); i++) {
            turns.add(Html.of("V{}H{}", y(values.get(i), most), axis.x(time.start() + (i + 1) * time.width())));
        }
        return picture(name, caption, most, Picture.path(turns, "line"), values, axis);
    }

    private static Html picture(
            String name, String caption, double most, Object content, List<Long> values, TimeAxis axis) {
        return Picture.of(name, HEIGHT, caption, List.of(grid(most, values), content, axis.draw(BOTTOM)));
    }

    private static TimeAxis axis(Timeline time) {
        return new TimeAxis(time.start(), time.end(), LEFT, RIGHT);
    }

    /** What the uppermost line stands for. */
    private static double most(List<Long> values) {
        long step = step(values);
        return (double) step * Math.max(1, (Collections.max(values) + step - 1) / step);
    }

    private static long step(List<Long> values) {
        return step(Math.max(1, Collections.max(values)));
    }

    /** Lines across with their numbers. */
    private static List<Html> grid(double most, List<Long> values) {
        List<Html> lines = new ArrayList<>();
        for (double tick = 0; tick <= most; tick += step(values)) {
            double y = y(tick, most);
            lines.add(Picture.path(Html.of("M{} {}H{}", LEFT, y, RIGHT), "grid"));
            lines.add(Picture.text(label(tick), LEFT - 6, y + 4, "end"));
        }
        return lines;
    }

    /** 1, 2 or 5 of a power of ten, so that few lines reach the greatest. */
    static long step(long greatest) {
        long power = 1;
        while (true) {
            for (long times : new long[] {1, 2, 5}) {
                if (greatest / (double) (power * times) <= MOST_LINES) {
                    return power * times;
                }
            }
            power *= 10;
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
}
