package org.forgedtoken.detector.doctor;

import static org.forgedtoken.detector.alert.VisibleText.quoted;
import static org.forgedtoken.detector.doctor.Plain.isMore;
import static org.forgedtoken.detector.doctor.Plain.length;
import static org.forgedtoken.detector.doctor.Plain.share;

import java.util.List;
import java.util.stream.Collectors;
import org.forgedtoken.detector.coverage.CoverageMark;
import org.forgedtoken.detector.coverage.Hole;
import org.forgedtoken.detector.doctor.Checkup.Advice.Weight;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Setting;
import org.forgedtoken.detector.step.Outcome;

/** Whether the feeds are there, can be read, carry what they must, and keep time; and what the ledger will cover. */
final class FeedFindings extends Checkup.Findings {
    private static final long LARGEST_SKEW = 3_600_000;
    private static final int MOST = 20;

    private final FeedSample access;
    private final FeedSample issuance;

    FeedFindings(Checkup checkup) {
        super(checkup);
        this.access = sample.feed(Feed.ACCESS);
        this.issuance = sample.feed(Feed.ISSUANCE);
    }

    void find() {
        readable(Feed.ACCESS, Catalogue.ACCESS_FORMAT);
        readable(Feed.ISSUANCE, Catalogue.ISSUANCE_FORMAT);
        if (outlook.all.tokens == 0) {
            noToken();
        } else {
            signatures();
        }
        if (sample.issued.isEmpty() && issuance.count(Outcome.HEARTBEAT) + issuance.count(Outcome.REVOKED) > 0) {
            tell(Weight.STOPS, "no-issuance");
        }
        clocks();
        keyed(Feed.ACCESS, Catalogue.ACCESS_KEYED);
        keyed(Feed.ISSUANCE, Catalogue.ISSUANCE_KEYED);
    }

    private void readable(Feed feed, Setting<String> format) {
        FeedSample read = sample.feed(feed);
        long unreadable = read.unreadable();
        if (read.records == 0) {
            tell(Weight.STOPS, "feed-empty", feed.label());
        } else if (read.count(Outcome.SKIPPED) == read.records) {
            tell(Weight.STOPS, "feed-skipped", feed.label(), format.key());
        } else if (unreadable > 0) {
            boolean many = feed == Feed.ISSUANCE || isMore(unreadable, read.records, 1);
            String reasons = read.reasons().entrySet().stream()
                    .map(reason -> reason.getKey() + ' ' + share(reason.getValue(), read.records))
                    .collect(Collectors.joining(", "));
            String now = Plain.value(settings.get(format));
            tell(
                    unreadable == read.records ? Weight.STOPS : many ? Weight.HARMS : Weight.HELPS,
                    feed.label() + "-unreadable",
                    unreadable,
                    read.records,
                    reasons,
                    format.key(),
                    now);
        }
    }

    private void noToken() {
        if (access.count(Outcome.REFUSED) > 0) {
            tell(Weight.STOPS, "all-refused", access.count(Outcome.REFUSED));
        } else if (access.count(Outcome.ANONYMOUS) > 0) {
            tell(Weight.STOPS, "no-token", Plain.value(settings.get(Catalogue.ACCESS_FORMAT)));
        }
    }

    private void signatures() {
        long bad = sample.signatures.getOrDefault(Signature.INVALID, 0L);
        long known = bad + sample.signatures.getOrDefault(Signature.VALID, 0L);
        if (known == 0) {
            tell(Weight.HELPS, "signatures-unknown");
        } else if (isMore(bad, known, 10)) {
            tell(Weight.HARMS, "signatures-bad", share(bad, known));
        }
    }

    private void clocks() {
        for (Feed feed : new Feed[] {Feed.ACCESS, Feed.ISSUANCE}) {
            Long ahead = sample.feed(feed).reasons().get("time-ahead");
            if (ahead != null) {
                tell(Weight.HARMS, "ahead", ahead, feed.label());
            }
        }
        long skew = settings.millis(Catalogue.CLOCK_SKEW);
        List<Long> over = outlook.early.stream().filter(lead -> lead > skew).toList();
        if (isMore(over.size(), outlook.all.tokens, 1)) {
            long most = FeedSample.percentile(over, 95);
            String finding = most <= LARGEST_SKEW ? "skew" : "skew-large";
            tell(Weight.HARMS, finding, over.size(), length(skew), Plain.value(most));
        }
        long grace = settings.millis(Catalogue.LEDGER_GRACE);
        long late = sample.partitions.stream().mapToLong(some -> some.late).sum();
        if (late > 0) {
            long most =
                    sample.partitions.stream().mapToLong(some -> some.latest).reduce(0, Math::max);
            tell(Weight.HARMS, "late", share(late, issuance.records), length(grace), length(most), Plain.value(most));
        }
        long behind = access.newest - issuance.newest;
        if (sample.live && Times.known(access.newest) && Times.known(issuance.newest) && behind > grace) {
            tell(Weight.HARMS, "behind", length(behind));
        }
    }

    private void keyed(Feed feed, Setting<Boolean> setting) {
        FeedSample read = sample.feed(feed);
        if (settings.get(setting) && read.wrongKey != null) {
            tell(Weight.STOPS, "wrong-key", read.wrongKey, setting.key());
        } else if (!settings.get(setting) && read.wrongKey == null && read.keyedByToken > 0) {
            tell(Weight.HELPS, "keyed", read.keyedByToken, feed.label(), setting.key());
        }
    }

    /** What the issuance feed will cover, and where it will not. */
    void ledger() {
        Outlook.Fates all = outlook.all;
        long before = all.of(Undetermined.BEFORE_LEDGER);
        if (isMore(before, all.tokens, 1)) {
            long timeless = sample.used.values().stream()
                    .mapToLong(stated -> stated.tokens - stated.withIssuedAt)
                    .sum();
            String finding = sample.live ? "before-sample" : "before-feed";
            tell(
                    sample.live ? Weight.HELPS : Weight.HARMS,
                    timeless * 2 > all.tokens ? finding + "-timeless" : finding,
                    share(before, all.tokens));
        }
        if (isMore(all.of(Undetermined.EXPIRED), all.tokens, 1)) {
            tell(Weight.HARMS, "expired", share(all.of(Undetermined.EXPIRED), all.tokens));
        }
        sample.marks.stream().limit(MOST).forEach(this::silences);
        if (!sample.issued.isEmpty() && sample.partitions.stream().allMatch(some -> some.heartbeats == 0)) {
            tell(Weight.HELPS, "no-heartbeats");
        }
    }

    private void silences(CoverageMark mark) {
        String issuer = quoted(mark.issuer());
        List<Hole> holes =
                mark.holes().stream().filter(hole -> hole.lost() == 0).toList();
        if (!holes.isEmpty()) {
            long longest = holes.stream()
                    .mapToLong(hole -> hole.until() - hole.since())
                    .reduce(0, Math::max);
            tell(
                    Weight.HARMS,
                    "holes",
                    issuer,
                    mark.partition(),
                    length(mark.maxSilence()),
                    holes.size(),
                    length(longest),
                    Plain.value(longest));
        }
        long lag = sample.feed(Feed.ISSUANCE).newest - mark.frontier();
        if (mark.carrier() && lag > settings.millis(Catalogue.LEDGER_GRACE)) {
            tell(Weight.HARMS, "silent", issuer, mark.partition(), length(lag));
        }
    }
}
