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
            stops("The issuance feed issues no token.", "issuance.format: which \"event\" issues in its mapping");
        }
        clocks();
        keyed(Feed.ACCESS, Catalogue.ACCESS_KEYED);
        keyed(Feed.ISSUANCE, Catalogue.ISSUANCE_KEYED);
    }

    private void readable(Feed feed, Setting<String> format) {
        FeedSample read = sample.feed(feed);
        String name = "The " + feed.label() + " feed";
        long unreadable = read.unreadable();
        if (read.records == 0) {
            stops(name + " is empty.", "topic." + feed.label() + ", or a longer --for; of files --" + feed.label());
        } else if (read.count(Outcome.SKIPPED) == read.records) {
            stops(name + " is skipped by its mapping, record by record.", format.key());
        } else if (unreadable > 0) {
            boolean all = unreadable == read.records;
            boolean holes = feed == Feed.ISSUANCE;
            String reasons = read.reasons().entrySet().stream()
                    .map(reason -> reason.getKey() + ' ' + share(reason.getValue(), read.records))
                    .collect(Collectors.joining(", "));
            add(
                    all ? Weight.STOPS : holes || isMore(unreadable, read.records, 1) ? Weight.HARMS : Weight.HELPS,
                    name + ": " + unreadable + " of " + read.records + " records cannot be read (" + reasons + ")"
                            + (holes ? ", and each may leave a hole in the ledger." : "."),
                    format.key() + ", now " + Plain.value(settings.get(format))
                            + "; \"detector translate\" names each");
        }
    }

    private void noToken() {
        if (access.count(Outcome.REFUSED) > 0) {
            stops(
                    "All " + access.count(Outcome.REFUSED) + " accesses with a token were refused: none is judged.",
                    "access.refused-status, access.protected-paths; \"status\" and \"authenticated\" in the mapping");
        } else if (access.count(Outcome.ANONYMOUS) > 0) {
            stops(
                    "No access carries a token: the log has none, or it lies elsewhere in a record.",
                    "access.format, now " + Plain.value(settings.get(Catalogue.ACCESS_FORMAT))
                            + ": \"token\", \"token_id\" or \"token_digest\" in the mapping; or let the gateway log"
                            + " one");
        }
    }

    private void signatures() {
        long bad = sample.signatures.getOrDefault(Signature.INVALID, 0L);
        long known = bad + sample.signatures.getOrDefault(Signature.VALID, 0L);
        if (known == 0) {
            helps(
                    "Nothing is known of signatures: findings stay high, not critical, and no incident is verified.",
                    "jwks, where the log holds whole tokens; else \"signature_valid\" in its records");
        } else if (isMore(bad, known, 10)) {
            harms(
                    share(bad, known) + " of the signatures that were checked are bad.",
                    "jwks.<issuer>: the key set of these tokens");
        }
    }

    private void clocks() {
        for (Feed feed : new Feed[] {Feed.ACCESS, Feed.ISSUANCE}) {
            Long ahead = sample.feed(feed).reasons().get("time-ahead");
            if (ahead != null) {
                harms(
                        ahead + " records of the " + feed.label() + " feed are too far ahead of the wall clock.",
                        "the clock of their sender; else clock.max-ahead");
            }
        }
        long skew = settings.millis(Catalogue.CLOCK_SKEW);
        List<Long> over = outlook.early.stream().filter(lead -> lead > skew).toList();
        if (isMore(over.size(), outlook.all.tokens, 1)) {
            long most = FeedSample.percentile(over, 95);
            harms(
                    over.size() + " accesses are more than clock.skew (" + length(skew)
                            + ") before their token was issued: the clocks of gateway and issuer differ.",
                    most <= LARGEST_SKEW ? "clock.skew=" + Plain.value(most) : "clocks, or time zones, of the senders");
        }
        long grace = settings.millis(Catalogue.LEDGER_GRACE);
        long late = sample.partitions.stream().mapToLong(some -> some.late).sum();
        if (late > 0) {
            long most =
                    sample.partitions.stream().mapToLong(some -> some.latest).reduce(0, Math::max);
            harms(
                    share(late, issuance.records) + " of the issuance records came more than ledger.grace ("
                            + length(grace) + ") behind newer ones, at most " + length(most)
                            + ": their tokens may be accused meanwhile.",
                    "ledger.grace=" + Plain.value(most));
        }
        long behind = access.newest - issuance.newest;
        if (sample.live && Times.known(access.newest) && Times.known(issuance.newest) && behind > grace) {
            harms(
                    "The issuance feed is " + length(behind) + " behind the access feed: verdicts wait for it.",
                    "the sender of topic.issuance; heartbeats, where nothing was issued");
        }
    }

    private void keyed(Feed feed, Setting<Boolean> setting) {
        FeedSample read = sample.feed(feed);
        if (settings.get(setting) && read.wrongKey != null) {
            stops("A run would stop: " + read.wrongKey, setting.key() + "=false");
        } else if (!settings.get(setting) && read.wrongKey == null && read.keyedByToken > 0) {
            helps(
                    "All " + read.keyedByToken + " tokens of the " + feed.label()
                            + " feed are the keys of their records:" + " a hop could be saved.",
                    setting.key() + "=true");
        }
    }

    /** What the issuance feed will cover, and where it will not. */
    void ledger() {
        Outlook.Fates all = outlook.all;
        before(all);
        if (isMore(all.of(Undetermined.EXPIRED), all.tokens, 1)) {
            harms(
                    share(all.of(Undetermined.EXPIRED), all.tokens) + " of the tokens in use had long expired.",
                    "ledger.keep; does the gateway check expiries?");
        }
        sample.marks.stream().limit(MOST).forEach(this::silences);
        if (!sample.issued.isEmpty() && sample.partitions.stream().allMatch(some -> some.heartbeats == 0)) {
            helps(
                    "The issuance feed has no heartbeats: verdicts wait for its next record, and a silence may be a"
                            + " loss.",
                    "heartbeats with \"since\", in each partition (no setting)");
        }
    }

    private void before(Outlook.Fates all) {
        long before = all.of(Undetermined.BEFORE_LEDGER);
        if (!isMore(before, all.tokens, 1)) {
            return;
        }
        long timeless = sample.used.values().stream()
                .mapToLong(stated -> stated.tokens - stated.withIssuedAt)
                .sum();
        boolean mostly = timeless * 2 > all.tokens;
        add(
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
            harms(
                    where + "silences longer than " + length(mark.maxSilence()) + " left holes in the ledger, "
                            + holes.size() + ", the longest of " + length(longest) + ".",
                    "heartbeats with \"since\"; or ledger.max-silence=" + Plain.value(longest)
                            + ", if nothing was issued then");
        }
        long lag = sample.feed(Feed.ISSUANCE).newest - mark.frontier();
        if (mark.carrier() && lag > settings.millis(Catalogue.LEDGER_GRACE)) {
            harms(
                    where + "nothing in the last " + length(lag) + " of the feed, and its tokens wait for it.",
                    "heartbeats in each partition (no setting)");
        }
    }
}
