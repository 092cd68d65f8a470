package org.forgedtoken.detector.doctor;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.replay.ReplayRequest.CompleteUntil;
import org.forgedtoken.detector.replay.ReplaySource;
import org.forgedtoken.detector.replay.input.Input;
import org.forgedtoken.detector.replay.input.MergedFeed;
import org.forgedtoken.detector.replay.input.OpenInput;
import org.forgedtoken.detector.replay.input.OpenInput.Workers;
import org.forgedtoken.detector.replay.input.RecordFormat;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;

/** Fills a sample from inputs that end: files, or a range of the topics' own history. The earliest records count. */
public final class FileSample {
    private FileSample() {}

    /**
     * Reads them.
     *
     * @param progress hears of each record
     * @throws IOException where an input cannot be read, saying so in a sentence
     */
    public static Sample of(ReplaySource source, CompleteUntil until, Settings settings, LongConsumer progress)
            throws IOException {
        Map<Feed, List<Input>> inputs = source.inputs();
        Sample sample = new Sample(settings, source.issuancePartitions(), false);
        long now = System.currentTimeMillis();
        try (Workers workers = new Workers(1)) {
            for (Map.Entry<Feed, RecordFormat> format : sample.formats(now).entrySet()) {
                Feed feed = format.getKey();
                List<Input> unread = inputs.getOrDefault(feed, List.of()).stream()
                        .filter(input -> input.skipped() == null)
                        .toList();
                FeedSample read = sample.feed(feed);
                read.from = "of " + unread.size() + " inputs (at most the first " + read.most + ")";
                try (MergedFeed merged = new MergedFeed(unread, format.getValue(), workers, progress)) {
                    while (merged.hasNext() && !read.isFull()) {
                        OpenInput.Entry some = merged.next();
                        if (some != null) {
                            sample.take(feed, some.origin(), some.reading(), some.backfilled(), now);
                        }
                    }
                }
                for (Input input : unread) {
                    if (input.damage() != null) {
                        throw new IOException(input.damageSentence());
                    }
                }
            }
        }
        long last = sample.feed(Feed.ACCESS).newest;
        if (until instanceof CompleteUntil.Time time) {
            sample.completeUntil(time.millis());
        } else if (until instanceof CompleteUntil.LastAccess && Times.known(last)) {
            sample.completeUntil(
                    last + settings.millis(Catalogue.CLOCK_SKEW) + settings.millis(Catalogue.LEDGER_GRACE));
        }
        sample.end();
        return sample;
    }
}
