package org.forgedtoken.detector.bench;

import java.util.Locale;

/** A plain SVG document that needs nothing else, with a title, and what all plots say alike: numbers, axes, colours. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    Svg(String title, int width, int height) {
        add(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='0 0 %d %d'"
                        + " font-family='sans-serif' font-size='13' role='img'>%n<title>%s</title>%n",
                width, height, width, height, escaped(title));
        add("<rect width='100%%' height='100%%' fill='#ffffff'/>%n");
        add("<text x='12' y='24' font-size='16' font-weight='bold'>%s</text>%n", escaped(title));
    }

    /** Adds elements; texts among the values must be {@link #escaped}. */
    void add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }

    /** The whole document. */
    String end() {
        return text + "</svg>\n";
    }

    /** 1, 2 or 5 of a power of ten, so that an axis to the most has five to ten of them. */
    static double step(double most) {
        double power = Math.pow(10, Math.floor(Math.log10(most / 5)));
        double times = most / 5 / power;
        return power * (times >= 5 ? 5 : times >= 2 ? 2 : 1);
    }

    static String number(double value) {
        return value == Math.rint(value) || value >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    /** What is ours stands out. */
    static String colour(String name) {
        return name.startsWith("detector") || name.equals("replay") ? "#1f6f8b" : "#a3a8ad";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
