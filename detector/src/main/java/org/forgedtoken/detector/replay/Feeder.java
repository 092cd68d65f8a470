package org.forgedtoken.detector.replay;

import java.io.Closeable;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.replay.ReplayRequest.CompleteUntil;
import org.forgedtoken.detector.replay.input.Input;
import org.forgedtoken.detector.replay.input.MergedFeed;
import org.forgedtoken.detector.replay.input.OpenInput;
import org.forgedtoken.detector.replay.input.RecordFormat;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;

/**
 * Hands the records of the feeds to the steps: first the lists of keys and accounts, then accesses and issuances in the
 * order of the times at their heads, issuances so far ahead that an access can be judged at once. Not thread-safe.
 */
final class Feeder implements Closeable {
    private final Map<Feed, MergedFeed> feeds = new EnumMap<>(Feed.class);
    private final Tally tally;
    private final long now;
    private boolean lossAtEnd;

    /** @param now wall clock, epoch ms */
    Feeder(Tally tally, long now) {
        this.tally = tally;
        this.now = now;
    }

    /** Begins to read all of them; what was opened is open even where this fails. */
    void open(
            Map<Feed, List<Input>> inputs,
            Map<Feed, RecordFormat> formats,
            OpenInput.Workers workers,
            LongConsumer readOn)
            throws IOException {
        for (Map.Entry<Feed, RecordFormat> format : formats.entrySet()) {
            List<Input> ofFeed = inputs.getOrDefault(format.getKey(), List.of());
            feeds.put(format.getKey(), new MergedFeed(ofFeed, format.getValue(), workers, readOn));
        }
    }

    /** Feeds everything to the steps, and ends them. */
    void run(Steps steps, Settings settings, CompleteUntil completeUntil) throws IOException {
        lists(steps);
        MergedFeed access = feed(Feed.ACCESS);
        MergedFeed issuance = feed(Feed.ISSUANCE);
        long ahead = settings.issuanceLead();
        boolean issuanceEnded = false;
        while (access.hasNext() || issuance.hasNext()) {
            if (issuance.hasNext() && (!access.hasNext() || issuance.time() <= access.time() + ahead)) {
                issuance(issuance, steps);
            } else {
                each(Feed.ACCESS, steps::access);
            }
            if (!issuanceEnded && !issuance.hasNext()) {
                issuanceEnded = true;
                if (completeUntil instanceof CompleteUntil.Time time) {
                    completeUntil(time.millis(), steps);
                }
                steps.issuanceEnded();
            }
        }
        if (!issuanceEnded) {
            steps.issuanceEnded();
        }
        if (completeUntil instanceof CompleteUntil.LastAccess && tally.hasTimes(Feed.ACCESS)) {
            long slack = settings.millis(Catalogue.CLOCK_SKEW) + settings.millis(Catalogue.LEDGER_GRACE);
            completeUntil(tally.last(Feed.ACCESS) + slack, steps);
        }
        steps.end();
    }

    /** Whether the issuance files end with a damaged one, so that nobody can say that they are complete from there on. */
    boolean hasLossAtEnd() {
        return lossAtEnd;
    }

    /**
     * Keys and accounts first, all of them: each record applies from its own time on, whenever it is read, and an export of
     * such a list is in the order of its names as often as in that of its times.
     */
    private void lists(Steps steps) throws IOException {
        while (feed(Feed.KEYS).hasNext()) {
            each(Feed.KEYS, steps::key);
        }
        while (feed(Feed.ACCOUNTS).hasNext()) {
            each(Feed.ACCOUNTS, steps::account);
        }
        steps.listsEnded();
    }

    private void issuance(MergedFeed issuance, Steps steps) throws IOException {
        each(Feed.ISSUANCE, entry -> {
            steps.issuance(entry, now);
            lossAtEnd = false;
        });
        if (issuance.takeLoss()) {
            steps.issuanceLost();
            lossAtEnd = true;
        }
    }

    /** The next record, if there is one. */
    private void each(Feed feed, Consumer<OpenInput.Entry> step) throws IOException {
        OpenInput.Entry entry = feed(feed).next();
        if (entry != null) {
            tally.read(feed, entry.time());
            step.accept(entry);
        }
    }

    private MergedFeed feed(Feed feed) {
        return Objects.requireNonNull(feeds.get(feed));
    }

    private void completeUntil(long until, Steps steps) {
        if (!lossAtEnd) {
            steps.issuanceCompleteUntil(until);
        }
    }

    @Override
    public void close() {
        feeds.values().forEach(MergedFeed::close);
    }
}
