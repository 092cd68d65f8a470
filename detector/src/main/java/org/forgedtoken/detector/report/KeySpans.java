package org.forgedtoken.detector.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.report.AlertFacts.KeyName;
import org.forgedtoken.detector.report.AlertFacts.Span;

/** The signing keys that forged tokens name: of each a bar from its first to its last use, and how many tokens. */
final class KeySpans {
    private static final int MOST = 12;
    private static final double NAMES = 232;
    private static final double NUMBERS = 84;
    private static final int ROW = 36;
    private static final int LABEL_BYTES = 48;
    private static final double NARROWEST = 3;

    private KeySpans() {}

    /** The keys with the most tokens, in order. */
    static List<Map.Entry<KeyName, Span>> largest(Map<KeyName, Span> keys) {
        List<Map.Entry<KeyName, Span>> rows = new ArrayList<>(keys.entrySet());
        rows.sort(Comparator.comparingLong(
                        (Map.Entry<KeyName, Span> row) -> -row.getValue().tokens())
                .thenComparing(row -> row.getKey().issuer())
                .thenComparing(row -> row.getKey().keyId()));
        return rows.subList(0, Math.min(MOST, rows.size()));
    }

    static Html draw(Map<KeyName, Span> keys, String caption) {
        List<Map.Entry<KeyName, Span>> rows = largest(keys);
        long from = rows.stream().mapToLong(row -> row.getValue().first()).min().orElse(0);
        long to = rows.stream().mapToLong(row -> row.getValue().last()).max().orElse(from);
        TimeAxis axis = new TimeAxis(from, to, NAMES, Picture.WIDTH - NUMBERS);
        List<Html> lines = new ArrayList<>();
        double y = 2;
        for (Map.Entry<KeyName, Span> row : rows) {
            lines.add(row(y, row.getKey(), row.getValue(), axis));
            y += ROW;
        }
        int bottom = ROW * rows.size() + 6;
        lines.add(axis.draw(bottom));
        return Picture.of("Signing keys that forged tokens name, first to last use", bottom + 40, caption, lines);
    }

    private static Html row(double y, KeyName key, Span span, TimeAxis axis) {
        double from = axis.x(span.first());
        double width = Math.max(NARROWEST, axis.x(span.last()) - from);
        double left = Math.min(from, axis.right() - width);
        return Html.of(
                "{}{}{}{}",
                Picture.boxed(Html.cut(key.label(), LABEL_BYTES), 0, y, NAMES - 10, 18, "label strong"),
                Picture.boxed(Html.cut(key.issuer(), LABEL_BYTES), 0, y + 16, NAMES - 10, 16, "small"),
                Picture.rect(left, y + 8, width, 14, span.verified() > 0 ? "ink" : "hollow"),
                Picture.text(Words.number(span.tokens()), Picture.WIDTH, y + 20, "end"));
    }
}
