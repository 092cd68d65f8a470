package org.forgedtoken.detector.report;

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

    static void columns(Markup page, String name, String caption, Timeline time, List<Long> values) {
        Picture.draw(page, name, HEIGHT, caption, svg -> {
            double most = grid(svg, values);
            TimeAxis axis = axis(time);
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i) > 0) {
                    double x = axis.x(time.start() + i * time.width());
                    double next = axis.x(time.start() + (i + 1) * time.width());
                    double y = y(values.get(i), most);
                    double gap = next - x > 4 ? 1 : 0;
                    // a column of little is drawn all the same
                    double height = Math.max(1.5, BOTTOM - y);
                    Picture.rect(svg, x, BOTTOM - height, Math.max(LEAST_COLUMN, next - x - gap), height, "ink");
                }
            }
            axis.draw(svg, BOTTOM);
        });
    }

    static void line(Markup page, String name, String caption, Timeline time, List<Long> values) {
        Picture.draw(page, name, HEIGHT, caption, svg -> {
            double most = grid(svg, values);
            TimeAxis axis = axis(time);
            StringBuilder path = new StringBuilder("M")
                    .append(Markup.at(axis.x(time.start())))
                    .append(' ')
                    .append(Markup.at(BOTTOM));
            for (int i = 0; i < values.size(); i++) {
                path.append('V').append(Markup.at(y(values.get(i), most)));
                path.append('H').append(Markup.at(axis.x(time.start() + (i + 1) * time.width())));
            }
            svg.empty("path", "d", path.toString(), "class", "line");
            axis.draw(svg, BOTTOM);
        });
    }

    private static TimeAxis axis(Timeline time) {
        return new TimeAxis(time.start(), time.end(), LEFT, RIGHT);
    }

    /** Lines across with their numbers; what the uppermost stands for. */
    private static double grid(Markup svg, List<Long> values) {
        long greatest = values.stream().mapToLong(Long::longValue).max().orElse(0);
        long step = step(Math.max(1, greatest));
        double most = (double) step * Math.max(1, (greatest + step - 1) / step);
        for (double tick = 0; tick <= most; tick += step) {
            String y = Markup.at(y(tick, most));
            svg.empty("path", "d", "M" + Markup.at(LEFT) + " " + y + "H" + Markup.at(RIGHT), "class", "grid");
            svg.element(
                    "text", label(tick), "x", Markup.at(LEFT - 6), "y", Markup.at(y(tick, most) + 4), "class", "end");
        }
        return most;
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
