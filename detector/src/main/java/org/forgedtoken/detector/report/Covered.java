package org.forgedtoken.detector.report;

import java.util.Arrays;
import java.util.Map;
import org.forgedtoken.detector.ledger.Stretches.Stretch;
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

    static void write(Markup page, ReportData data) {
        page.open("section");
        page.element("h2", "When absence is proof");
        SummaryFacts summary = data.summary();
        if (summary == null) {
            page.element("p", sentence(data) + " It stands in summary.json, which a replay writes beside the alerts.");
        } else {
            coverage(page, summary);
            undetermined(page, summary);
        }
        page.closeLine();
    }

    private static void coverage(Markup page, SummaryFacts summary) {
        if (summary.coverage().isEmpty()) {
            page.element("p", "No issuance record was read: the ledger is complete for nobody.");
            return;
        }
        CoverageBand.draw(page, summary);
        Table.open(page, "Issuer", "Complete from", "to", "#Holes", "In all");
        summary.coverage().entrySet().stream().limit(CoverageBand.MOST_ISSUERS).forEach(row -> {
            CoverageFacts coverage = row.getValue();
            page.open("tr");
            Table.value(page, row.getKey());
            if (coverage.isKnown()) {
                Table.time(page, coverage.since());
                Table.time(page, coverage.until());
            } else {
                Table.cell(page, "never");
                Table.cell(page, "");
            }
            Table.number(page, coverage.holes().size());
            Table.cell(page, coverage.holes().isEmpty() ? "" : Words.duration(length(coverage)));
            page.closeLine();
        });
        Table.close(page);
        int more = summary.coverage().size() - CoverageBand.MOST_ISSUERS;
        if (more > 0) {
            page.element("p", "Not shown: " + Words.count(more, "issuer") + "; all of them are in summary.json.");
        }
        holes(page, summary);
    }

    private static long length(CoverageFacts coverage) {
        return coverage.holes().stream()
                .mapToLong(hole -> hole.until() - hole.since())
                .sum();
    }

    private static void holes(Markup page, SummaryFacts summary) {
        if (summary.holes() == 0) {
            return;
        }
        page.element("h3", "Holes");
        Table.open(page, "Issuer", "From", "to", "Length");
        int told = 0;
        for (Map.Entry<String, CoverageFacts> row : summary.coverage().entrySet()) {
            for (Stretch hole : row.getValue().holes()) {
                if (told < MOST_HOLES) {
                    page.open("tr");
                    Table.value(page, row.getKey());
                    Table.time(page, hole.since());
                    Table.time(page, hole.until());
                    Table.cell(page, Words.duration(hole.until() - hole.since()));
                    page.closeLine();
                    told++;
                }
            }
        }
        Table.close(page);
        if (summary.holes() > told) {
            page.element(
                    "p",
                    "Not shown: " + Words.count(summary.holes() - told, "hole") + "; all of them are in summary.json.");
        }
    }

    private static void undetermined(Markup page, SummaryFacts summary) {
        page.element("h3", "What could not be decided");
        if (summary.undecided() == 0) {
            page.element("p", "Every access that was judged could be decided.");
            return;
        }
        Table.open(page, "Reason", "#Accesses", "#Share", "What it means");
        summary.undetermined().forEach((reason, accesses) -> {
            if (accesses > 0) {
                page.open("tr");
                Table.value(page, reason);
                Table.number(page, accesses);
                page.element("td", Words.share(accesses, summary.judged()), "class", "number");
                Table.cell(page, meaning(reason));
                page.closeLine();
            }
        });
        Table.close(page);
        page.element(
                "p",
                "Shares are of the accesses that were judged. Which tokens these are stands in undetermined.jsonl.");
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
