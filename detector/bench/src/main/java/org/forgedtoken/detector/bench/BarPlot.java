package org.forgedtoken.detector.bench;

import java.util.Map;

/** Medians as bars, one below the other, with a line from the least to the most. */
record BarPlot(String title, String axis, Map<String, Spread> bars) implements Plot {
    private static final int NAMES = 170;
    private static final int WIDTH = 560;
    private static final int RIGHT = 90;
    private static final int TOP = 54;
    private static final int ROW = 30;
    private static final int BAR = 18;

    @Override
    public String svg() {
        double greatest = bars.values().stream().mapToDouble(Spread::max).max().orElse(1);
        double step = Svg.step(greatest);
        double most = step * Math.ceil(greatest / step);
        int bottom = TOP + ROW * bars.size();
        Svg svg = new Svg(title, NAMES + WIDTH + RIGHT, bottom + 50);
        for (double tick = 0; tick <= most * 1.0001; tick += step) {
            double x = NAMES + WIDTH * tick / most;
            svg.add("<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='#dddddd'/>%n", x, TOP - 6, x, bottom);
            svg.add("<text x='%.1f' y='%d' text-anchor='middle'>%s</text>%n", x, bottom + 18, Svg.number(tick));
        }
        int y = TOP;
        for (Map.Entry<String, Spread> bar : bars.entrySet()) {
            bar(svg, y, bar.getKey(), bar.getValue(), WIDTH / most);
            y += ROW;
        }
        svg.add(
                "<text x='%d' y='%d' text-anchor='middle'>%s; bar: median, line: least to most</text>%n",
                NAMES + WIDTH / 2, bottom + 40, Svg.escaped(axis));
        return svg.end();
    }

    private static void bar(Svg svg, int y, String name, Spread spread, double scale) {
        double middle = y + BAR / 2.0;
        svg.add(
                "<text x='%d' y='%.1f' text-anchor='end' dominant-baseline='central'>%s</text>%n",
                NAMES - 8, middle, Svg.escaped(name));
        svg.add(
                "<rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'/>%n",
                NAMES, y, spread.median() * scale, BAR, Svg.colour(name));
        double from = NAMES + spread.min() * scale;
        double to = NAMES + spread.max() * scale;
        svg.add(
                "<path d='M%.1f %.1fH%.1fM%.1f %dv%dM%.1f %dv%d' stroke='#111111' stroke-width='1.5' fill='none'/>%n",
                from, middle, to, from, y + 4, BAR - 8, to, y + 4, BAR - 8);
        svg.add(
                "<text x='%.1f' y='%.1f' dominant-baseline='central'>%s</text>%n",
                Math.max(to, NAMES + spread.median() * scale) + 6, middle, Svg.number(spread.median()));
    }
}
