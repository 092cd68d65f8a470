package org.forgedtoken.detector.report;

import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.report.SummaryFacts.CoverageFacts;
import org.jspecify.annotations.Nullable;

/** When each issuer's ledger is known to be complete, above the accesses: dark where it is, white where it is not. */
final class CoverageBand {
    static final int MOST_ISSUERS = 20;

    private static final double LEFT = 40;
    private static final double RIGHT = Picture.WIDTH - 40;
    private static final int ROW = 40;
    private static final double BAND = 16;
    private static final int LABEL_BYTES = 100;

    /** So that a hole of a minute in a year is seen. */
    private static final double NARROWEST = 1.5;

    private CoverageBand() {}

    static Html draw(SummaryFacts summary) {
        List<Map.Entry<String, CoverageFacts>> rows =
                summary.coverage().entrySet().stream().limit(MOST_ISSUERS).toList();
        TimeAxis axis = axis(summary, rows);
        if (axis == null) {
            return Html.NONE;
        }
        Picture picture = new Picture();
        double y = 2;
        for (Map.Entry<String, CoverageFacts> row : rows) {
            picture.boxed(Html.cut(row.getKey(), LABEL_BYTES), LEFT, y, RIGHT - LEFT, 18, "label");
            band(picture, y + 19, row.getValue(), axis);
            y += ROW;
        }
        picture.boxed("Accesses", LEFT, y, RIGHT - LEFT, 18, "label");
        if (Times.known(summary.access().first())) {
            double from = axis.x(summary.access().first());
            double to = axis.x(summary.access().last());
            picture.rect(from, y + 22, Math.max(NARROWEST, to - from), 4, "ink");
        }
        int bottom = ROW * (rows.size() + 1) + 4;
        axis.draw(picture, bottom);
        return picture.drawn(
                "When the ledger is known to be complete",
                bottom + 40,
                "Dark: the ledger is known to be complete. White: it is not, and a token that is missing from it proves"
                        + " nothing. A hole is drawn wider than it is where it would not be seen. At the bottom: the"
                        + " accesses, from the first to the last.");
    }

    private static void band(Picture picture, double y, CoverageFacts coverage, TimeAxis axis) {
        picture.rect(axis.left(), y, axis.right() - axis.left(), BAND, "hollow");
        if (!coverage.isKnown()) {
            return;
        }
        double from = axis.x(coverage.since());
        picture.rect(from, y, axis.x(coverage.until()) - from, BAND, "dark");
        double drawn = Double.NEGATIVE_INFINITY;
        for (Stretch hole : coverage.holes()) {
            double left = axis.x(hole.since());
            double right = Math.max(left + NARROWEST, axis.x(hole.until()));
            // thousands of holes within one point are one mark
            if (right > drawn + NARROWEST / 2) {
                picture.rect(left, y + 1, right - left, BAND - 2, "paper");
                drawn = right;
            }
        }
    }

    /** Null where no time is known at all. */
    private static @Nullable TimeAxis axis(SummaryFacts summary, List<Map.Entry<String, CoverageFacts>> rows) {
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        if (Times.known(summary.access().first())) {
            from = summary.access().first();
            to = summary.access().last();
        }
        for (Map.Entry<String, CoverageFacts> row : rows) {
            if (row.getValue().isKnown()) {
                from = Math.min(from, row.getValue().since());
                to = Math.max(to, row.getValue().until());
            }
        }
        return from > to ? null : new TimeAxis(from, to, LEFT, RIGHT);
    }
}
