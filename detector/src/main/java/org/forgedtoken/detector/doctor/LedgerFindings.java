package org.forgedtoken.detector.doctor;

import static org.forgedtoken.detector.alert.VisibleText.quoted;
import static org.forgedtoken.detector.doctor.Plain.isMore;
import static org.forgedtoken.detector.doctor.Plain.length;
import static org.forgedtoken.detector.doctor.Plain.share;

import java.util.List;
import org.forgedtoken.detector.coverage.CoverageMark;
import org.forgedtoken.detector.coverage.Hole;
import org.forgedtoken.detector.doctor.Advice.Weight;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.settings.Catalogue;

/** What the issuance feed will cover, and where it will not. */
final class LedgerFindings {
    private static final int MOST = 20;

    private final Sample sample;
    private final Outlook.Fates all;
    private final Advice.Book book;

    LedgerFindings(Sample sample, Outlook outlook, Advice.Book book) {
        this.sample = sample;
        this.all = outlook.all;
        this.book = book;
    }

    void find() {
        before();
        if (isMore(all.of(Undetermined.EXPIRED), all.tokens, 1)) {
            book.harms(
                    share(all.of(Undetermined.EXPIRED), all.tokens) + " of the tokens in use had long expired.",
                    "ledger.keep; does the gateway check expiries?");
        }
        sample.marks.stream().limit(MOST).forEach(this::silences);
        if (!sample.issued.isEmpty() && sample.partitions.stream().allMatch(some -> some.heartbeats == 0)) {
            book.helps(
                    "The issuance feed has no heartbeats: verdicts wait for its next record, and a silence may be a"
                            + " loss.",
                    "heartbeats with \"since\", in each partition (no setting)");
        }
    }

    private void before() {
        long before = all.of(Undetermined.BEFORE_LEDGER);
        if (!isMore(before, all.tokens, 1)) {
            return;
        }
        long timeless = sample.used.values().stream()
                .mapToLong(stated -> stated.tokens - stated.withIssuedAt)
                .sum();
        boolean mostly = timeless * 2 > all.tokens;
        book.add(
                sample.live ? Weight.HELPS : Weight.HARMS,
                share(before, all.tokens) + " of the tokens in use may have been issued before "
                        + (sample.live ? "this sample" : "the issuance feed begins")
                        + (mostly ? ": most state no \"issued_at\", and so may be as old as token.max-life." : "."),
                (mostly ? "\"issued_at\" in the access mapping; token.max-life; " : "")
                        + (sample.live
                                ? "backfill, if the topic reaches no further back"
                                : "earlier --issuance files"));
    }

    private void silences(CoverageMark mark) {
        String where = "Issuer " + quoted(mark.issuer()) + ", partition " + mark.partition() + ": ";
        List<Hole> holes =
                mark.holes().stream().filter(hole -> hole.lost() == 0).toList();
        if (!holes.isEmpty()) {
            long longest = holes.stream()
                    .mapToLong(hole -> hole.until() - hole.since())
                    .reduce(0, Math::max);
            book.harms(
                    where + "silences longer than " + length(mark.maxSilence()) + " left holes in the ledger, "
                            + holes.size() + ", the longest of " + length(longest) + ".",
                    "heartbeats with \"since\"; or ledger.max-silence=" + Plain.value(longest)
                            + ", if nothing was issued then");
        }
        long lag = sample.feed(Feed.ISSUANCE).newest - mark.frontier();
        if (mark.carrier() && lag > sample.settings.millis(Catalogue.LEDGER_GRACE)) {
            book.harms(
                    where + "nothing in the last " + length(lag) + " of the feed, and its tokens wait for it.",
                    "heartbeats in each partition (no setting)");
        }
    }
}
