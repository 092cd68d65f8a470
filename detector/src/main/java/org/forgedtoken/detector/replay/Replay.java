package org.forgedtoken.detector.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.forgedtoken.detector.evidence.ChainFile;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.AccessReading;
import org.forgedtoken.detector.reading.AccountReader;
import org.forgedtoken.detector.reading.AccountReading;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.IssuanceReading;
import org.forgedtoken.detector.reading.KeyReader;
import org.forgedtoken.detector.reading.KeyReading;
import org.forgedtoken.detector.reading.ReadingPolicy;
import org.forgedtoken.detector.reading.SignatureCheck;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Trouble;
import org.forgedtoken.detector.step.GroupState;
import org.forgedtoken.detector.step.JudgeState;
import org.forgedtoken.detector.step.MapStore;
import org.forgedtoken.detector.topology.Policies;

/** Historical logs from files, through the very steps that run live, as fast as it goes. */
public final class Replay {
    private final ReplayRequest request;
    private final InputStream standardInput;
    private final LongSupplier clock;
    private final Tally tally = new Tally();
    private final JudgeState judgeState = JudgeState.empty();
    private final GroupState groupState =
            new GroupState(new MapStore<>(), new MapStore<>(), new MapStore<>(), new MapStore<>());
    private long bytesRead;

    /** @param clock wall clock, epoch ms */
    public Replay(ReplayRequest request, InputStream standardInput, LongSupplier clock) {
        this.request = request;
        this.standardInput = standardInput;
        this.clock = clock;
    }

    /**
     * Reads everything, judges it and writes the results; to be called once.
     *
     * @throws IOException where an input is not there or a result cannot be written, saying so in a sentence
     */
    public ReplayResult run(ReplayProgress progress) throws IOException {
        long started = clock.getAsLong();
        long nanos = System.nanoTime();
        InputFiles files = new InputFiles(standardInput);
        Map<Feed, List<InputFile>> inputs = new EnumMap<>(Feed.class);
        inputs.put(Feed.ACCESS, files.named(request.access()));
        inputs.put(Feed.ISSUANCE, files.named(request.issuance()));
        inputs.put(Feed.KEYS, files.named(request.keys()));
        inputs.put(Feed.ACCOUNTS, files.named(request.accounts()));
        makeFolder(request.out());
        List<OutputFile> outputs = new ArrayList<>();
        try (ResultFiles results = new ResultFiles(request.out(), request.version(), clock)) {
            boolean lossAtEnd = feed(inputs, results, started, progress);
            results.end(groupState.blocks());
            Summary summary = new Summary(
                    tally, groupState.alerts(), judgeState.coverage(), inputs, results, System.nanoTime() - nanos);
            outputs.addAll(results.files());
            outputs.add(write("summary.json", summary::write));
            outputs.add(ReportFile.ofReplay(request.out(), ReplayProvenance.of(request, started, inputs)));
            write("manifest.json", new Manifest(request, started, clock.getAsLong(), inputs, outputs)::write);
            ChainFile.write(request.out(), request.evidenceKey());
            return result(summary, results, inputs, lossAtEnd);
        } catch (UncheckedIOException e) {
            throw e.getCause() == null ? new IOException(e) : new IOException(e.getMessage(), e.getCause());
        }
    }

    private boolean feed(Map<Feed, List<InputFile>> inputs, ResultFiles results, long now, ReplayProgress progress)
            throws IOException {
        Settings settings = request.settings();
        ReadingPolicy policy = Policies.reading(settings);
        // a replay is exact: it checks every signature, however long that takes
        SignatureCheck signatures = Policies.signatures(settings, Integer.MAX_VALUE, clock);
        AccessReader accessReader =
                new AccessReader(policy, signatures, request.formats().access());
        IssuanceReader issuanceReader =
                new IssuanceReader(policy, request.formats().issuance());
        Map<Feed, List<InputFile>> files = new EnumMap<>(Feed.class);
        for (Feed feed : Feed.values()) {
            files.put(feed, InputFiles.withoutRepeats(inputs.getOrDefault(feed, List.of())));
        }
        progress.begin(length(files.values()));
        try (Workers workers = new Workers(request.threads());
                MergedFeed<AccessReading> access =
                        merged(files, Feed.ACCESS, RecordFormat.access(accessReader, now), workers);
                MergedFeed<IssuanceReading> issuance =
                        merged(files, Feed.ISSUANCE, RecordFormat.issuance(issuanceReader, now), workers);
                MergedFeed<KeyReading> keys =
                        merged(files, Feed.KEYS, RecordFormat.keys(new KeyReader(policy), now), workers);
                MergedFeed<AccountReading> accounts =
                        merged(files, Feed.ACCOUNTS, RecordFormat.accounts(new AccountReader(policy), now), workers)) {
            try (Steps steps = new Steps(
                    settings,
                    request.formats(),
                    !request.keys().isEmpty(),
                    !request.accounts().isEmpty(),
                    accessReader,
                    issuanceReader,
                    judgeState,
                    groupState,
                    tally,
                    results,
                    request.awareAt())) {
                Feeder feeder = new Feeder(access, issuance, keys, accounts, settings, steps, tally, now);
                feeder.run(request.completeUntil(), () -> progress.read(bytesRead));
                return feeder.hasLossAtEnd();
            }
        }
    }

    private <R> MergedFeed<R> merged(
            Map<Feed, List<InputFile>> files, Feed feed, RecordFormat<R> format, Workers workers) throws IOException {
        LongConsumer counted = more -> bytesRead += more;
        return new MergedFeed<>(files.getOrDefault(feed, List.of()), format, workers, counted);
    }

    private ReplayResult result(
            Summary summary, ResultFiles results, Map<Feed, List<InputFile>> inputs, boolean lossAtEnd) {
        List<String> skipped = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        inputs.forEach((feed, files) -> {
            for (InputFile file : files) {
                if (file.skipped() != null) {
                    skipped.add(file.name() + ": " + file.skipped() + ", not read again.");
                } else if (file.damage() != null) {
                    damaged.add(file.name() + " was not read to its end, " + file.damage() + ".");
                }
            }
        });
        if (lossAtEnd && !(request.completeUntil() instanceof CompleteUntil.Unsaid)) {
            damaged.add("The issuance files end with one that is damaged: nothing is known to be complete behind it.");
        }
        return new ReplayResult(
                tally.read(Feed.ACCESS),
                tally.read(Feed.ISSUANCE),
                summary.seconds(),
                summary.recordsPerSecond(),
                summary.openAlerts(),
                results.alertRecords(),
                results.incidents().open(),
                results.blockEntries(),
                results.deadLetters(),
                summary.holes(),
                skipped,
                damaged,
                tally.addsUp());
    }

    private OutputFile write(String name, OutputFile.Content content) throws IOException {
        try (OutputFile file = OutputFile.object(request.out().resolve(name))) {
            file.write(content);
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

    /** The bytes of all files; 0 where one of them does not tell. */
    private static long length(Collection<List<InputFile>> feeds) throws IOException {
        long sum = 0;
        for (List<InputFile> files : feeds) {
            for (InputFile file : files) {
                if (!file.isRegular()) {
                    return 0;
                }
                sum += file.length();
            }
        }
        return sum;
    }
}
