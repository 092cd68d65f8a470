package org.forgedtoken.detector.bench;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * How figures grow with a size: panels one below the other, over the same sizes. Both axes begin at 0 and are linear, so
 * that what is proportional looks it.
 *
 * @param across what the sizes are of
 */
record LinePlot(String title, String across, List<Panel> panels) implements Plot {
    private static final int LEFT = 70;
    private static final int WIDTH = 640;
    private static final int RIGHT = 40;
    private static final int TOP = 106;
    private static final int HEIGHT = 200;
    private static final int GAP = 96;
    /** So far above a panel that a number over its uppermost point is not written into it. */
    private static final int CAPTION = 30;
    /** Less than this between two sizes, and their labels would run into each other. */
    private static final int LABEL = 42;

    /**
     * Lines of one unit.
     *
     * @param axis what goes up, with its unit, and what the strokes are
     * @param lines by name, each by size: medians, with a stroke from the least to the most
     */
    record Panel(String axis, Map<String, NavigableMap<Integer, Spread>> lines) {
        double most() {
            return lines.values().stream()
                    .map(NavigableMap::values)
                    .flatMap(Collection::stream)
                    .mapToDouble(Spread::max)
                    .max()
                    .orElse(1);
        }

        /** Whether no other line is above this one there. */
        private boolean isUppermost(int size, Spread spread) {
            return lines.values().stream()
                    .filter(line -> line.containsKey(size))
                    .allMatch(line -> line.get(size).median() <= spread.median());
        }
    }

    @Override
    public String svg() {
        NavigableSet<Integer> sizes = new TreeSet<>();
        NavigableSet<String> names = new TreeSet<>();
        for (Panel panel : panels) {
            names.addAll(panel.lines().keySet());
            panel.lines().values().forEach(line -> sizes.addAll(line.keySet()));
        }
        Svg svg = new Svg(title, LEFT + WIDTH + RIGHT, TOP + panels.size() * (HEIGHT + GAP) - 36);
        int x = 12;
        for (String name : names) {
            svg.add("<rect x='%d' y='40' width='18' height='4' fill='%s'/>%n", x, Svg.colour(name));
            svg.add("<text x='%d' y='47'>%s</text>%n", x + 24, Svg.escaped(name));
            x += 160;
        }
        double scale = (double) WIDTH / sizes.last();
        for (int i = 0; i < panels.size(); i++) {
            panel(svg, panels.get(i), TOP + i * (HEIGHT + GAP), sizes, scale);
        }
        return svg.end();
    }

    private void panel(Svg svg, Panel panel, int top, NavigableSet<Integer> sizes, double scale) {
        int bottom = top + HEIGHT;
        double step = Svg.step(panel.most());
        double most = step * Math.ceil(panel.most() / step);
        svg.add("<text x='12' y='%d'>%s</text>%n", top - CAPTION, Svg.escaped(panel.axis()));
        for (double tick = 0; tick <= most * 1.0001; tick += step) {
            double y = bottom - HEIGHT * tick / most;
            svg.add("<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' stroke='#dddddd'/>%n", LEFT, y, LEFT + WIDTH, y);
            svg.add(
                    "<text x='%d' y='%.1f' text-anchor='end' dominant-baseline='central'>%s</text>%n",
                    LEFT - 8, y, Svg.number(tick));
        }
        double free = LEFT;
        for (int size : sizes) {
            double x = LEFT + size * scale;
            svg.add("<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='#111111'/>%n", x, bottom, x, bottom + 5);
            if (x >= free) {
                svg.add("<text x='%.1f' y='%d' text-anchor='middle'>%s</text>%n", x, bottom + 20, label(size));
                free = x + LABEL;
            }
        }
        svg.add(
                "<text x='%d' y='%d' text-anchor='middle'>%s</text>%n",
                LEFT + WIDTH / 2, bottom + 40, Svg.escaped(across));
        panel.lines().forEach((name, line) -> line(svg, panel, name, line, bottom, scale, HEIGHT / most));
    }

    private void line(
            Svg svg,
            Panel panel,
            String name,
            NavigableMap<Integer, Spread> line,
            int bottom,
            double scale,
            double upScale) {
        StringBuilder points = new StringBuilder();
        line.forEach((size, spread) -> {
            double x = LEFT + size * scale;
            double y = bottom - spread.median() * upScale;
            double low = bottom - spread.min() * upScale;
            double high = bottom - spread.max() * upScale;
            boolean isAbove = panel.isUppermost(size, spread) || low + 24 > bottom;
            points.append(x).append(',').append(y).append(' ');
            svg.add("<path d='M%.1f %.1fV%.1f' stroke='#111111' stroke-width='1.5'/>%n", x, low, high);
            svg.add(
                    "<circle cx='%.1f' cy='%.1f' r='4' fill='%s'><title>%s, %d %s: %s</title></circle>%n",
                    x, y, Svg.colour(name), Svg.escaped(name), size, Svg.escaped(across), Svg.number(spread.median()));
            svg.add(
                    "<text x='%.1f' y='%.1f' text-anchor='middle'>%s</text>%n",
                    x, isAbove ? high - 8 : low + 18, Svg.number(spread.median()));
        });
        svg.add(
                "<polyline points='%s' stroke='%s' stroke-width='2' fill='none'/>%n",
                points.toString().strip(), Svg.colour(name));
    }

    /** With a unit, where nothing is lost. */
    private static String label(int size) {
        if (size % 1_000_000 == 0) {
            return size / 1_000_000 + " M";
        }
        return size % 1_000 == 0 ? size / 1_000 + " k" : Integer.toString(size);
    }
}
