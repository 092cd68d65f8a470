package org.forgedtoken.detector.doctor;

import static org.forgedtoken.detector.doctor.Plain.isMore;
import static org.forgedtoken.detector.doctor.Plain.length;
import static org.forgedtoken.detector.doctor.Plain.share;

import java.util.List;
import java.util.stream.Collectors;
import org.forgedtoken.detector.doctor.Advice.Weight;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Setting;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.Outcome;

/** Whether the feeds are there, can be read, carry what they must, and keep time. */
final class FeedFindings {
    private static final long LARGEST_SKEW = 3_600_000;

    private final Sample sample;
    private final Outlook outlook;
    private final Settings settings;
    private final FeedSample access;
    private final FeedSample issuance;
    private final Advice.Book book;

    FeedFindings(Sample sample, Outlook outlook, Advice.Book book) {
        this.sample = sample;
        this.outlook = outlook;
        this.settings = sample.settings;
        this.access = sample.feed(Feed.ACCESS);
        this.issuance = sample.feed(Feed.ISSUANCE);
        this.book = book;
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
            book.stops("The issuance feed issues no token.", "issuance.format: which \"event\" issues in its mapping");
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
            book.stops(
                    name + " is empty.", "topic." + feed.label() + ", or a longer --for; of files --" + feed.label());
        } else if (read.count(Outcome.SKIPPED) == read.records) {
            book.stops(name + " is skipped by its mapping, record by record.", format.key());
        } else if (unreadable > 0) {
            boolean all = unreadable == read.records;
            boolean holes = feed == Feed.ISSUANCE;
            String reasons = read.reasons().entrySet().stream()
                    .map(reason -> reason.getKey() + ' ' + share(reason.getValue(), read.records))
                    .collect(Collectors.joining(", "));
            book.add(
                    all ? Weight.STOPS : holes || isMore(unreadable, read.records, 1) ? Weight.HARMS : Weight.HELPS,
                    name + ": " + unreadable + " of " + read.records + " records cannot be read (" + reasons + ")"
                            + (holes ? ", and each may leave a hole in the ledger." : "."),
                    format.key() + ", now " + Plain.value(settings.get(format))
                            + "; \"detector translate\" names each");
        }
    }

    private void noToken() {
        if (access.count(Outcome.REFUSED) > 0) {
            book.stops(
                    "All " + access.count(Outcome.REFUSED) + " accesses with a token were refused: none is judged.",
                    "access.refused-status, access.protected-paths; \"status\" and \"authenticated\" in the mapping");
        } else if (access.count(Outcome.ANONYMOUS) > 0) {
            book.stops(
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
            book.helps(
                    "Nothing is known of signatures: findings stay high, not critical, and no incident is verified.",
                    "jwks, where the log holds whole tokens; else \"signature_valid\" in its records");
        } else if (isMore(bad, known, 10)) {
            book.harms(
                    share(bad, known) + " of the signatures that were checked are bad.",
                    "jwks.<issuer>: the key set of these tokens");
        }
    }

    private void clocks() {
        for (Feed feed : new Feed[] {Feed.ACCESS, Feed.ISSUANCE}) {
            Long ahead = sample.feed(feed).reasons().get("time-ahead");
            if (ahead != null) {
                book.harms(
                        ahead + " records of the " + feed.label() + " feed are too far ahead of the wall clock.",
                        "the clock of their sender; else clock.max-ahead");
            }
        }
        long skew = settings.millis(Catalogue.CLOCK_SKEW);
        List<Long> over = outlook.early.stream().filter(lead -> lead > skew).toList();
        if (isMore(over.size(), outlook.all.tokens, 1)) {
            long most = FeedSample.percentile(over, 95);
            book.harms(
                    over.size() + " accesses are more than clock.skew (" + length(skew)
                            + ") before their token was issued: the clocks of gateway and issuer differ.",
                    most <= LARGEST_SKEW ? "clock.skew=" + Plain.value(most) : "clocks, or time zones, of the senders");
        }
        long grace = settings.millis(Catalogue.LEDGER_GRACE);
        long late = sample.partitions.stream().mapToLong(some -> some.late).sum();
        if (late > 0) {
            long most =
                    sample.partitions.stream().mapToLong(some -> some.latest).reduce(0, Math::max);
            book.harms(
                    share(late, issuance.records) + " of the issuance records came more than ledger.grace ("
                            + length(grace) + ") behind newer ones, at most " + length(most)
                            + ": their tokens may be accused meanwhile.",
                    "ledger.grace=" + Plain.value(most));
        }
        long behind = access.newest - issuance.newest;
        if (sample.live && Times.known(access.newest) && Times.known(issuance.newest) && behind > grace) {
            book.harms(
                    "The issuance feed is " + length(behind) + " behind the access feed: verdicts wait for it.",
                    "the sender of topic.issuance; heartbeats, where nothing was issued");
        }
    }

    private void keyed(Feed feed, Setting<Boolean> setting) {
        FeedSample read = sample.feed(feed);
        if (settings.get(setting) && read.wrongKey != null) {
            book.stops("A run would stop: " + read.wrongKey, setting.key() + "=false");
        } else if (!settings.get(setting) && read.wrongKey == null && read.keyedByToken > 0) {
            book.helps(
                    "All " + read.keyedByToken + " tokens of the " + feed.label()
                            + " feed are the keys of their records:" + " a hop could be saved.",
                    setting.key() + "=true");
        }
    }
}
