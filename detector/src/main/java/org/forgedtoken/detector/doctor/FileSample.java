package org.forgedtoken.detector.doctor;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.forgedtoken.detector.alert.CanaryIds;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.FeedFormats;
import org.forgedtoken.detector.reading.ListReader;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.replay.CompleteUntil;
import org.forgedtoken.detector.replay.input.Input;
import org.forgedtoken.detector.replay.input.MergedFeed;
import org.forgedtoken.detector.replay.input.OpenInput;
import org.forgedtoken.detector.replay.input.RecordFormat;
import org.forgedtoken.detector.replay.input.Workers;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;

/** Fills a sample from inputs that end: files, or a range of the topics' own history. The earliest records count. */
public final class FileSample {
    private final Sample sample;
    private final Map<Feed, List<Input>> inputs;
    private final LongConsumer progress;
    private final long now;

    /**
     * @param now epoch ms, against which a time ahead is told
     * @param progress hears of each record
     */
    public FileSample(
            Settings settings,
            FeedFormats formats,
            SignatureCheck signatures,
            Map<Feed, List<Input>> inputs,
            int issuancePartitions,
            long now,
            LongConsumer progress) {
        this.sample = new Sample(settings, formats, signatures, issuancePartitions, false);
        this.inputs = inputs;
        this.now = now;
        this.progress = progress;
    }

    /**
     * Reads it.
     *
     * @throws IOException where an input cannot be read, saying so in a sentence
     */
    public Sample read(CompleteUntil until) throws IOException {
        try (Workers workers = new Workers(1)) {
            RecordFormat access = RecordFormat.access(sample.accessReader, new CanaryIds(null), now);
            each(Feed.ACCESS, access, workers, some -> sample.access(some.origin(), some.reading(), now));
            RecordFormat issuance = RecordFormat.issuance(sample.issuanceReader, now);
            each(
                    Feed.ISSUANCE,
                    issuance,
                    workers,
                    some -> sample.issuance(some.origin(), some.reading(), some.backfilled(), now));
            list(Feed.KEYS, sample.keyReader, workers);
            list(Feed.ACCOUNTS, sample.accountReader, workers);
        }
        long last = sample.feed(Feed.ACCESS).newest;
        if (until instanceof CompleteUntil.Time time) {
            sample.completeUntil(time.millis());
        } else if (until instanceof CompleteUntil.LastAccess && Times.known(last)) {
            Settings settings = sample.settings;
            sample.completeUntil(
                    last + settings.millis(Catalogue.CLOCK_SKEW) + settings.millis(Catalogue.LEDGER_GRACE));
        }
        sample.end();
        return sample;
    }

    private void list(Feed feed, ListReader reader, Workers workers) throws IOException {
        each(feed, RecordFormat.list(reader, now), workers, some -> sample.listed(feed, some.reading(), now));
    }

    private interface Take {
        void take(OpenInput.Entry entry);
    }

    private void each(Feed feed, RecordFormat format, Workers workers, Take take) throws IOException {
        FeedSample read = sample.feed(feed);
        List<Input> some = inputs.getOrDefault(feed, List.of()).stream()
                .filter(input -> input.skipped() == null)
                .toList();
        read.from = "of " + some.size() + (some.size() == 1 ? " input" : " inputs") + " (at most the first " + read.most
                + ")";
        try (MergedFeed merged = new MergedFeed(some, format, workers, more -> progress.accept(0))) {
            while (merged.hasNext() && !read.isFull()) {
                OpenInput.Entry entry = merged.next();
                if (entry != null) {
                    take.take(entry);
                }
            }
        }
        for (Input input : some) {
            if (input.damage() != null) {
                throw new IOException(input.damageSentence());
            }
        }
    }
}
