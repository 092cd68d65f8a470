package org.forgedtoken.detector.bench;

import java.util.Locale;
import java.util.Map;

/** Medians as bars, one below the other, with a line from the least to the most; a plain SVG that needs nothing else. */
record BarPlot(String title, String axis, Map<String, Spread> bars) {
    private static final int NAMES = 170;
    private static final int WIDTH = 560;
    private static final int RIGHT = 90;
    private static final int TOP = 54;
    private static final int ROW = 30;
    private static final int BAR = 18;

    /** The whole document. */
    String svg() {
        double step = step(bars.values().stream().mapToDouble(Spread::max).max().orElse(1));
        double most = step
                * Math.ceil(
                        bars.values().stream().mapToDouble(Spread::max).max().orElse(1) / step);
        int bottom = TOP + ROW * bars.size();
        int height = bottom + 50;
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='0 0 %d %d'"
                        + " font-family='sans-serif' font-size='13' role='img'>%n<title>%s</title>%n",
                NAMES + WIDTH + RIGHT,
                height,
                NAMES + WIDTH + RIGHT,
                height,
                escaped(title));
        add(svg, "<rect width='100%%' height='100%%' fill='#ffffff'/>%n");
        add(svg, "<text x='%d' y='24' font-size='16' font-weight='bold'>%s</text>%n", 12, escaped(title));
        for (double tick = 0; tick <= most * 1.0001; tick += step) {
            double x = NAMES + WIDTH * tick / most;
            add(svg, "<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='#dddddd'/>%n", x, TOP - 6, x, bottom);
            add(svg, "<text x='%.1f' y='%d' text-anchor='middle'>%s</text>%n", x, bottom + 18, number(tick));
        }
        int y = TOP;
        for (Map.Entry<String, Spread> bar : bars.entrySet()) {
            bar(svg, y, bar.getKey(), bar.getValue(), WIDTH / most);
            y += ROW;
        }
        add(
                svg,
                "<text x='%d' y='%d' text-anchor='middle'>%s; bar: median, line: least to most</text>%n</svg>%n",
                NAMES + WIDTH / 2,
                bottom + 40,
                escaped(axis));
        return svg.toString();
    }

    private static void bar(StringBuilder svg, int y, String name, Spread spread, double scale) {
        double middle = y + BAR / 2.0;
        String colour = name.startsWith("detector") || name.equals("replay") ? "#1f6f8b" : "#a3a8ad";
        add(
                svg,
                "<text x='%d' y='%.1f' text-anchor='end' dominant-baseline='central'>%s</text>%n",
                NAMES - 8,
                middle,
                escaped(name));
        add(
                svg,
                "<rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'/>%n",
                NAMES,
                y,
                spread.median() * scale,
                BAR,
                colour);
        double from = NAMES + spread.min() * scale;
        double to = NAMES + spread.max() * scale;
        add(
                svg,
                "<path d='M%.1f %.1fH%.1fM%.1f %dv%dM%.1f %dv%d' stroke='#111111' stroke-width='1.5' fill='none'/>%n",
                from,
                middle,
                to,
                from,
                y + 4,
                BAR - 8,
                to,
                y + 4,
                BAR - 8);
        add(
                svg,
                "<text x='%.1f' y='%.1f' dominant-baseline='central'>%s</text>%n",
                Math.max(to, NAMES + spread.median() * scale) + 6,
                middle,
                number(spread.median()));
    }

    /** 1, 2 or 5 of a power of ten, so that an axis to the most has five to ten of them. */
    private static double step(double most) {
        double power = Math.pow(10, Math.floor(Math.log10(most / 5)));
        double times = most / 5 / power;
        return power * (times >= 5 ? 5 : times >= 2 ? 2 : 1);
    }

    private static String number(double value) {
        return value == Math.rint(value) || value >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
