package org.forgedtoken.detector.doctor;

import static org.forgedtoken.detector.alert.VisibleText.quoted;
import static org.forgedtoken.detector.doctor.Plain.length;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.coverage.CoverageMark;
import org.forgedtoken.detector.doctor.FeedSample.PartitionSample;
import org.forgedtoken.detector.doctor.FeedSample.Stated;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;

/** A checkup for people: findings, what they rest on, and the verdict as the last line. Strangers' text is escaped and cut. */
public final class CheckupPage {
    private static final int MOST_ROWS = 20;
    /** So many commits lie between a record and its alert: of READ, of JUDGE, and of what groups findings. */
    private static final int COMMITS = 3;

    private final Checkup checkup;
    private final Sample sample;
    private final Settings settings;
    private final PrintWriter out;

    /** Prints it. */
    public static void print(Checkup checkup, long commitMillis, PrintWriter out) {
        CheckupPage page = new CheckupPage(checkup, out);
        page.findings();
        page.feeds();
        page.issuers();
        page.ledger();
        page.waiting(COMMITS * commitMillis);
        out.println("\nVerdict: " + checkup.verdict());
        out.flush();
    }

    private CheckupPage(Checkup checkup, PrintWriter out) {
        this.checkup = checkup;
        this.sample = checkup.sample;
        this.settings = sample.settings;
        this.out = out;
    }

    private void title(String title) {
        out.println("\n" + title);
    }

    private void row(String name, String text) {
        out.println(String.format("  %-20s %s", name, text).stripTrailing());
    }

    private void findings() {
        out.println("Findings, the worst first");
        for (Checkup.Advice advice : checkup.advices()) {
            row(advice.weight().name(), advice.says());
            row("", "-> " + advice.change());
        }
        if (checkup.advices().isEmpty()) {
            row("none", "");
        }
    }

    private void feeds() {
        title("Feeds");
        long tokens = sample.uses.size();
        sample.feeds.forEach((feed, read) -> {
            if (read.records > 0) {
                row(
                        feed.label(),
                        read.records + " records " + read.from + (read.isFull() ? ", and no more" : "") + ": "
                                + Plain.time(read.oldest) + " to " + Plain.time(read.newest));
                String outcomes = read.outcomes(feed == Feed.ACCESS ? tokens : 0);
                if (!outcomes.isEmpty()) {
                    row("", outcomes);
                }
            }
        });
        row("tokens are known by", Plain.shares(sample.identities, tokens));
        row("signatures", Plain.shares(sample.signatures, tokens));
    }

    private void issuers() {
        title("Issuers and signing keys");
        Set<String> all = new TreeSet<>(sample.used.keySet());
        all.addAll(sample.issued.keySet());
        all.stream().limit(MOST_ROWS).forEach(issuer -> {
            row("issuer", quoted(issuer));
            stated("  in use", sample.used.get(issuer));
            stated("  issued", sample.issued.get(issuer));
            Stated listed = sample.listed.get(issuer);
            if (listed != null) {
                row("  listed", "keys " + Plain.named(listed.keyIds));
            }
        });
        if (all.size() > MOST_ROWS) {
            row("", "and " + (all.size() - MOST_ROWS) + " issuers more");
        }
    }

    private void stated(String feed, @Nullable Stated stated) {
        row(
                feed,
                stated == null
                        ? "none"
                        : stated.tokens + " tokens by " + IssuerFindings.by(stated.mostlyKeyedBy()) + ", keys "
                                + (stated.keyIds.isEmpty() ? "not named" : Plain.named(stated.keyIds)));
    }

    private void ledger() {
        title("Ledger");
        for (int i = 0; i < Math.min(MOST_ROWS, sample.partitions.size()); i++) {
            PartitionSample some = sample.partitions.get(i);
            row(
                    "partition " + i,
                    some.records + some.heartbeats == 0
                            ? "idle"
                            : some.records + " records, " + some.heartbeats + " heartbeats (" + some.vouching
                                    + " with \"since\"), longest silence " + length(some.longestSilence));
        }
        sample.coverage.extents().stream().limit(MOST_ROWS).forEach(this::extent);
    }

    private void extent(Coverage.Extent extent) {
        long covered = extent.covered().stream()
                .mapToLong(some -> some.until() - some.since())
                .sum();
        long silence = sample.marks.stream()
                .filter(mark -> mark.issuer().equals(extent.issuer()))
                .mapToLong(CoverageMark::maxSilence)
                .reduce(0, Math::max);
        row(
                "coverage",
                quoted(extent.issuer()) + ": " + length(covered) + ", in stretches "
                        + extent.covered().size() + ", partitions " + extent.partitions() + ", holes "
                        + sample.coverage.holes(extent.issuer()).size() + ", silence allowed "
                        + (silence == Long.MAX_VALUE ? "any (too few records to learn it)" : length(silence)));
    }

    private void waiting(long own) {
        title("Clocks and waiting");
        FeedSample issuance = sample.feed(Feed.ISSUANCE);
        long grace = settings.millis(Catalogue.LEDGER_GRACE);
        long skew = settings.millis(Catalogue.CLOCK_SKEW);
        long delay = 0;
        long gap = 0;
        if (sample.live && issuance.records > issuance.unreadable()) {
            delay = Math.max(0, issuance.delay(50));
            gap = sample.partitions.stream().mapToLong(PartitionSample::meanGap).reduce(0, Math::max);
            row(
                    "issuance delay",
                    "half of the records within " + length(delay) + ", 99 % within " + length(issuance.delay(99)));
        }
        List<Long> early = checkup.outlook.early;
        row(
                "used before issued",
                early.isEmpty()
                        ? "none"
                        : early.size() + " accesses, half of them by up to "
                                + length(FeedSample.percentile(early, 50)));
        row(
                "a forgery alerts",
                "by the settings given here, about " + Math.round((grace + skew + own + delay + gap) / 1000.0)
                        + " s after its first use: ledger.grace " + length(grace) + ", clock.skew " + length(skew)
                        + ", the program's own steps " + length(own)
                        + (sample.live
                                ? ", the feed's delay " + length(delay) + ", up to its next record " + length(gap)
                                : ""));
        row(
                "",
                "one used within " + length(skew) + " of the ledger's beginning is undetermined, as is one that says it"
                        + " was issued before");
    }
}
