package org.forgedtoken.detector.report;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.report.Summary.Complete;
import org.forgedtoken.detector.rule.Undetermined;

/** For when the ledger is known to be complete, its holes, and what could not be decided for that and other reasons. */
final class Covered {
    private static final int MOST_HOLES = 40;

    private Covered() {}

    /** In one sentence. */
    static String sentence(ReportData data) {
        Summary summary = data.summary();
        if (summary == null) {
            return "For when the ledger of issued tokens was complete is not known here.";
        }
        long known =
                summary.coverage().values().stream().filter(Complete::isKnown).count();
        if (known == 0) {
            return "The ledger of issued tokens is not known to be complete at any time, so that no absence proves"
                    + " anything.";
        }
        return "The ledger of issued tokens is known to be complete for " + Words.count(known, "issuer") + ", with "
                + (summary.holes() == 0 ? "no hole" : Words.count(summary.holes(), "hole"))
                + " in between: see below from when to when.";
    }

    static Html of(ReportData data) {
        Summary summary = data.summary();
        return Html.section(
                "When absence is proof",
                summary == null
                        ? Html.paragraph(
                                sentence(data) + " It stands in summary.json, which a replay writes beside the alerts.")
                        : List.of(coverage(summary), undetermined(summary)));
    }

    private static Html coverage(Summary summary) {
        if (summary.coverage().isEmpty()) {
            return Html.paragraph("No issuance record was read: the ledger is complete for nobody.");
        }
        return Html.of(
                "{}{}{}{}",
                Charts.coverage(summary),
                Table.of(summary.coverage().entrySet().stream()
                                .limit(Charts.MOST_ISSUERS)
                                .toList())
                        .column("Issuer", row -> Html.value(row.getKey()))
                        .column(
                                "Complete from",
                                row -> row.getValue().isKnown()
                                        ? Table.time(row.getValue().since())
                                        : "never")
                        .column(
                                "to",
                                row -> row.getValue().isKnown()
                                        ? Table.time(row.getValue().until())
                                        : "")
                        .column("#Holes", row -> row.getValue().holes().size())
                        .column("In all", row -> length(row.getValue()))
                        .html(),
                Html.notShown(summary.coverage().size() - Charts.MOST_ISSUERS, "issuer", "summary.json"),
                holes(summary));
    }

    private static String length(Complete coverage) {
        return coverage.holes().isEmpty()
                ? ""
                : Words.duration(coverage.holes().stream()
                        .mapToLong(hole -> hole.until() - hole.since())
                        .sum());
    }

    private record IssuerHole(String issuer, Stretch hole) {}

    private static Html holes(Summary summary) {
        if (summary.holes() == 0) {
            return Html.NONE;
        }
        List<IssuerHole> rows = summary.coverage().entrySet().stream()
                .flatMap(row -> row.getValue().holes().stream().map(hole -> new IssuerHole(row.getKey(), hole)))
                .limit(MOST_HOLES)
                .toList();
        return Html.of(
                "<h3>Holes</h3>\n{}{}",
                Table.of(rows)
                        .column("Issuer", row -> Html.value(row.issuer()))
                        .column("From", row -> Table.time(row.hole().since()))
                        .column("to", row -> Table.time(row.hole().until()))
                        .column(
                                "Length",
                                row -> Words.duration(
                                        row.hole().until() - row.hole().since()))
                        .html(),
                Html.notShown(summary.holes() - rows.size(), "hole", "summary.json"));
    }

    private static Html undetermined(Summary summary) {
        return Html.of(
                "<h3>What could not be decided</h3>\n{}",
                summary.undecided() == 0
                        ? Html.paragraph("Every access that was judged could be decided.")
                        : reasons(summary));
    }

    private static Html reasons(Summary summary) {
        return Html.of(
                """
                {}<p>Shares are of the accesses that were judged. Which tokens these are stands in undetermined.jsonl.</p>
                """,
                Table.of(summary.undetermined().entrySet().stream()
                                .filter(one -> one.getValue() > 0)
                                .toList())
                        .column("Reason", one -> Html.value(one.getKey()))
                        .column("#Accesses", Map.Entry::getValue)
                        .column("#Share", one -> Table.number(Words.share(one.getValue(), summary.judged())))
                        .column("What it means", one -> meaning(one.getKey()))
                        .html());
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
