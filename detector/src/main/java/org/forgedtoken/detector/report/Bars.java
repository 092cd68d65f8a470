package org.forgedtoken.detector.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Numbers by name, as bars one below the other: the largest, and what the rest come to.
 *
 * @param rows the largest, in order
 * @param others how many names are left out
 * @param rest what they come to
 */
record Bars(List<Map.Entry<String, Long>> rows, long others, long rest) {
    private static final int MOST = 12;
    private static final double NAMES = 330;
    private static final double NUMBERS = 76;
    private static final int ROW = 22;
    private static final int LABEL_BYTES = 60;

    static Bars of(Map<String, Long> numbers) {
        List<Map.Entry<String, Long>> rows = new ArrayList<>(numbers.entrySet());
        rows.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        List<Map.Entry<String, Long>> rest = rows.subList(Math.min(MOST, rows.size()), rows.size());
        return new Bars(
                List.copyOf(rows.subList(0, Math.min(MOST, rows.size()))),
                rest.size(),
                rest.stream().mapToLong(Map.Entry::getValue).sum());
    }

    Html draw(String name, String caption) {
        long most =
                Math.max(1, rows.stream().mapToLong(Map.Entry::getValue).max().orElse(1));
        List<Html> lines = new ArrayList<>();
        double y = 4;
        for (Map.Entry<String, Long> row : rows) {
            double width = (Picture.WIDTH - NAMES - NUMBERS) * row.getValue() / most;
            lines.add(Picture.boxed(Html.cut(row.getKey(), LABEL_BYTES), 0, y, NAMES - 8, ROW, "label"));
            lines.add(Picture.rect(NAMES, y + 4, Math.max(1, width), ROW - 8.0, "ink"));
            lines.add(number(NAMES + width, y, row.getValue()));
            y += ROW;
        }
        if (others > 0) {
            lines.add(Picture.boxed(Words.number(others) + " others", 0, y, NAMES - 8, ROW, "small"));
            lines.add(number(NAMES, y, rest));
        }
        return Picture.of(name, ROW * (rows.size() + (others > 0 ? 1 : 0)) + 8, caption, lines);
    }

    private static Html number(double x, double y, long number) {
        return Picture.text(Words.number(number), x + 6, y + ROW * 0.72, "label");
    }
}
