package org.forgedtoken.detector.report;

import java.util.Arrays;
import java.util.List;
import org.forgedtoken.detector.report.SummaryFacts.CoverageFacts;
import org.forgedtoken.detector.rule.Undetermined;

/** For when the ledger is known to be complete, its holes, and what could not be decided for that and other reasons. */
final class Covered {
    private static final int MOST_HOLES = 40;

    private Covered() {}

    /** In one sentence. */
    static String sentence(ReportData data) {
        SummaryFacts summary = data.summary();
        if (summary == null) {
            return "For when the ledger of issued tokens was complete is not known here.";
        }
        long known = summary.coverage().values().stream()
                .filter(CoverageFacts::isKnown)
                .count();
        if (known == 0) {
            return "The ledger of issued tokens is not known to be complete at any time, so that no absence proves"
                    + " anything.";
        }
        return "The ledger of issued tokens is known to be complete for " + Words.count(known, "issuer") + ", with "
                + (summary.holes() == 0 ? "no hole" : Words.count(summary.holes(), "hole"))
                + " in between: see below from when to when.";
    }

    static Html of(ReportData data) {
        SummaryFacts summary = data.summary();
        return Html.of(
                """
                <section><h2>When absence is proof</h2>
                {}</section>
                """,
                summary == null
                        ? Html.paragraph(
                                sentence(data) + " It stands in summary.json, which a replay writes beside the alerts.")
                        : List.of(coverage(summary), undetermined(summary)));
    }

    private static Html coverage(SummaryFacts summary) {
        if (summary.coverage().isEmpty()) {
            return Html.paragraph("No issuance record was read: the ledger is complete for nobody.");
        }
        return Html.of(
                "{}{}{}{}",
                CoverageBand.draw(summary),
                Table.of(
                        summary.coverage().entrySet().stream()
                                .limit(CoverageBand.MOST_ISSUERS)
                                .map(row -> issuer(row.getKey(), row.getValue()))
                                .toList(),
                        "Issuer",
                        "Complete from",
                        "to",
                        "#Holes",
                        "In all"),
                notShown(summary.coverage().size() - CoverageBand.MOST_ISSUERS, "issuer"),
                holes(summary));
    }

    private static Html issuer(String name, CoverageFacts coverage) {
        return Table.row(
                Html.value(name),
                coverage.isKnown() ? Table.time(coverage.since()) : "never",
                coverage.isKnown() ? Table.time(coverage.until()) : "",
                coverage.holes().size(),
                coverage.holes().isEmpty() ? "" : Words.duration(length(coverage)));
    }

    private static Html notShown(long more, String what) {
        return more <= 0
                ? Html.NONE
                : Html.paragraph("Not shown: " + Words.count(more, what) + "; all of them are in summary.json.");
    }

    private static long length(CoverageFacts coverage) {
        return coverage.holes().stream()
                .mapToLong(hole -> hole.until() - hole.since())
                .sum();
    }

    private static Html holes(SummaryFacts summary) {
        if (summary.holes() == 0) {
            return Html.NONE;
        }
        List<Html> rows = summary.coverage().entrySet().stream()
                .flatMap(row -> row.getValue().holes().stream()
                        .map(hole -> Table.row(
                                Html.value(row.getKey()),
                                Table.time(hole.since()),
                                Table.time(hole.until()),
                                Words.duration(hole.until() - hole.since()))))
                .limit(MOST_HOLES)
                .toList();
        return Html.of(
                "<h3>Holes</h3>\n{}{}",
                Table.of(rows, "Issuer", "From", "to", "Length"),
                notShown(summary.holes() - rows.size(), "hole"));
    }

    private static Html undetermined(SummaryFacts summary) {
        return Html.of(
                "<h3>What could not be decided</h3>\n{}",
                summary.undecided() == 0
                        ? Html.paragraph("Every access that was judged could be decided.")
                        : reasons(summary));
    }

    private static Html reasons(SummaryFacts summary) {
        return Html.of(
                """
                {}<p>Shares are of the accesses that were judged. Which tokens these are stands in undetermined.jsonl.</p>
                """,
                Table.of(
                        summary.undetermined().entrySet().stream()
                                .filter(one -> one.getValue() > 0)
                                .map(one -> Table.row(
                                        Html.value(one.getKey()),
                                        one.getValue(),
                                        Table.number(Words.share(one.getValue(), summary.judged())),
                                        meaning(one.getKey())))
                                .toList(),
                        "Reason",
                        "#Accesses",
                        "#Share",
                        "What it means"));
    }

    private static String meaning(String label) {
        return Arrays.stream(Undetermined.values())
                .filter(reason -> reason.label().equals(label))
                .findFirst()
                .map(Covered::meaning)
                .orElse("");
    }

    private static String meaning(Undetermined reason) {
        return switch (reason) {
            case WAITING -> "the ledger is not known to be complete up to the time that is needed";
            case BEFORE_LEDGER -> "the token may have been issued before the ledger begins";
            case HOLE -> "the token may have been issued in a hole of the ledger";
            case ISSUER -> "nobody says which tokens this issuer issues";
            case KIND -> "the issuance feed does not carry tokens of this kind";
            case IDENTITY -> "the token lacks the id by which its issuer's ledger is kept";
            case EXPIRED -> "the token had expired so long ago that the ledger may have let it go";
            case OVERFLOW -> "more tokens waited than may be held";
        };
    }
}
