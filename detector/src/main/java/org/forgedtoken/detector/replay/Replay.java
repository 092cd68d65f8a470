package org.forgedtoken.detector.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.forgedtoken.detector.evidence.ChainFile;
import org.forgedtoken.detector.evidence.Manifest;
import org.forgedtoken.detector.evidence.Unfinished;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.group.GroupState;
import org.forgedtoken.detector.ocsf.Links;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.FeedFormat;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.reading.signature.SignatureChecker;
import org.forgedtoken.detector.replay.ReplayRequest.CompleteUntil;
import org.forgedtoken.detector.replay.ResultFiles.OutputFile;
import org.forgedtoken.detector.replay.input.Input;
import org.forgedtoken.detector.replay.input.OpenInput.Workers;
import org.forgedtoken.detector.replay.input.RecordFormat;
import org.forgedtoken.detector.report.Summary;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Effective;
import org.forgedtoken.detector.settings.Trouble;
import org.jspecify.annotations.Nullable;

/** Historical logs, from files or the topics' own history, through the very steps that run live, as fast as it goes. */
public final class Replay {
    private final ReplayRequest request;
    private final ReplaySource source;
    private final LongSupplier clock;
    private final Tally tally = new Tally();
    private final RunState state;
    private long read;

    /** @param clock wall clock, epoch ms */
    public Replay(ReplayRequest request, ReplaySource source, LongSupplier clock) {
        this.request = request;
        this.source = source;
        this.clock = clock;
        this.state = new RunState(request.out());
    }

    /**
     * Reads everything, judges it and writes the results; to be called once.
     *
     * @throws IOException where an input is not there or a result cannot be written, saying so in a sentence
     */
    public Result run(ReplayProgress progress) throws IOException {
        long started = clock.getAsLong();
        long nanos = System.nanoTime();
        Map<Feed, List<Input>> inputs = source.inputs();
        makeFolder(request.out());
        List<OutputFile> outputs = new ArrayList<>();
        Links links = Links.of(request.settings());
        try (Unfinished unfinished = Unfinished.begin(request.out());
                state;
                ResultFiles results =
                        new ResultFiles(request.out(), request.version(), links, clock, source, progress)) {
            boolean lossAtEnd = feed(inputs, results, started, progress);
            results.end(state.of(GroupState.BLOCKS));
            String issuer = request.settings().get(Catalogue.ACCESS_ISSUER);
            long took = System.nanoTime() - nanos;
            Summary summary = Summing.of(tally, state, issuer, inputs, source, results, took);
            outputs.addAll(results.files());
            outputs.add(write("summary.json", summary.json().pretty()));
            Manifest soFar = manifest(inputs, started, List.of());
            outputs.add(ReportFile.ofReplay(request.out(), request.cover(), soFar, progress));
            write(Manifest.NAME, manifest(inputs, started, outputs).bytes());
            progress.begin("Chaining the results", 0);
            ChainFile.write(request.out(), request.evidenceKey(), progress::done);
            unfinished.end();
            return result(summary, results, inputs, lossAtEnd);
        } catch (UncheckedIOException e) {
            throw e.getCause() == null ? new IOException(e) : new IOException(e.getMessage(), e.getCause());
        }
    }

    private boolean feed(Map<Feed, List<Input>> inputs, ResultFiles results, long now, ReplayProgress progress)
            throws IOException {
        Settings settings = request.settings();
        // a replay is exact: it checks every signature, however long that takes
        SignatureCheck signatures = SignatureChecker.of(settings, Integer.MAX_VALUE, clock, Runnable::run);
        AccessReader accessReader =
                new AccessReader(settings, signatures, request.formats().access());
        IssuanceReader issuanceReader =
                new IssuanceReader(settings, request.formats().issuance());
        progress.begin("Reading", length(inputs.values()));
        LongConsumer readOn = more -> progress.done(read += more);
        try (Workers workers = new Workers(request.threads());
                Feeder feeder = new Feeder(tally, now)) {
            Map<Feed, RecordFormat> formats = RecordFormat.ofFeeds(settings, accessReader, issuanceReader, now);
            formats.computeIfPresent(
                    Feed.ACCESS, (feed, whole) -> RecordFormat.plainAccess(whole, settings, accessReader, now));
            feeder.open(inputs, formats, workers, readOn);
            try (Steps steps =
                    new Steps(request, inputs, accessReader, issuanceReader, state, tally, results, source)) {
                feeder.run(steps, settings, request.completeUntil());
                return feeder.hasLossAtEnd();
            }
        }
    }

    private Result result(Summary summary, ResultFiles results, Map<Feed, List<Input>> inputs, boolean lossAtEnd) {
        List<String> told = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        inputs.values().stream().flatMap(List::stream).forEach(input -> {
            if (input.skipped() != null) {
                told.add("Skipped: " + input.name() + ": " + input.skipped() + ", not read again.");
            } else if (input.damage() != null) {
                damaged.add(input.damageSentence());
            }
        });
        if (lossAtEnd && !(request.completeUntil() instanceof CompleteUntil.Unsaid)) {
            damaged.add("The issuance files end with one that is damaged: nothing is known to be complete behind it.");
        }
        damaged.forEach(sentence -> told.add("Damaged: " + sentence));
        summary.rangeNotThere().forEach(sentence -> told.add("Not there: " + sentence));
        told.addAll(summary.remarks());
        summary.notJudged().forEach(sentence -> told.add("Not judged: " + sentence));
        String shortfall = null;
        if (!damaged.isEmpty()) {
            shortfall = "An input is damaged. What could be read was judged";
        } else if (!summary.rangeNotThere().isEmpty()) {
            shortfall = "The range asked is not all there. What is there was judged";
        } else if (!summary.notJudged().isEmpty()) {
            shortfall = "Not all was judged, so that this is no all-clear";
        }
        return new Result(summary, results.alerts.lines(), results.deadLetters.lines(), told, shortfall);
    }

    private Manifest manifest(Map<Feed, List<Input>> inputs, long started, List<OutputFile> outputs) {
        List<Manifest.Input> read = new ArrayList<>();
        inputs.forEach((feed, files) -> files.forEach(file -> read.add(file.stated(feed))));
        Map<String, Manifest.Setting> settings = new LinkedHashMap<>();
        for (Effective one : request.settings().effective()) {
            settings.put(
                    one.key(), new Manifest.Setting(one.value(), one.origin().label()));
        }
        return new Manifest(
                request.version(),
                request.commandLine(),
                Instant.ofEpochMilli(started).toString(),
                Instant.ofEpochMilli(clock.getAsLong()).toString(),
                read,
                outputs.stream()
                        .map(file -> new Manifest.Output(file.name(), file.sha256Hex()))
                        .toList(),
                List.of(
                        mapping(Feed.ACCESS, request.formats().access()),
                        mapping(Feed.ISSUANCE, request.formats().issuance())),
                settings);
    }

    private static Manifest.Mapping mapping(Feed feed, FeedFormat format) {
        return new Manifest.Mapping(feed.label(), format.name(), format.sha256());
    }

    private OutputFile write(String name, byte[] content) throws IOException {
        try (OutputFile file = new OutputFile(request.out().resolve(name))) {
            file.writeLine(content);
            return file;
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("The folder " + folder + " cannot be made: " + Trouble.with(e) + ".", e);
        }
    }

    /** The length of all that is to be read; 0 where one of the inputs does not tell. */
    private static long length(Collection<List<Input>> feeds) throws IOException {
        long sum = 0;
        for (List<Input> inputs : feeds) {
            for (Input input : inputs) {
                if (!input.tellsLength()) {
                    return 0;
                }
                sum += input.skipped() == null ? input.length() : 0;
            }
        }
        return sum;
    }

    /**
     * What a replay came to; all of it is in its files, too.
     *
     * @param told what a user should know of the inputs, each a sentence behind what it is about
     * @param shortfall why the results are not of all that was asked, without the full stop; null where they are
     */
    public record Result(
            Summary summary,
            long alertRecords,
            long deadLetters,
            List<String> told,
            @Nullable String shortfall) {}
}
