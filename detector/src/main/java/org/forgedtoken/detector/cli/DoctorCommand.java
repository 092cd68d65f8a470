package org.forgedtoken.detector.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.doctor.Checkup;
import org.forgedtoken.detector.doctor.CheckupPage;
import org.forgedtoken.detector.doctor.FileSample;
import org.forgedtoken.detector.doctor.Sample;
import org.forgedtoken.detector.doctor.TopicSample;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.mapping.MappedFormat;
import org.forgedtoken.detector.reading.FeedFormats;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.reading.signature.SignatureChecker;
import org.forgedtoken.detector.replay.History;
import org.forgedtoken.detector.replay.input.Input;
import org.forgedtoken.detector.replay.input.InputFile;
import org.forgedtoken.detector.replay.input.InputFiles;
import org.forgedtoken.detector.runtime.StreamsDefaults;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.topology.NamedFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code detector doctor}. */
@Command(
        name = "doctor",
        description =
                "Reads a sample of the feeds, judges nothing, and says what can be judged of them and which setting to"
                        + " change: from the topics at kafka.bootstrap.servers, with the right to read them alone; from"
                        + " files (--access); or from a range of the topics' own history (--from and --to). Exits 1 if"
                        + " nothing could ever be judged.")
final class DoctorCommand extends Action {
    @Mixin
    private FeedOptions feeds = new FeedOptions();

    @Mixin
    private HistoryOptions history = new HistoryOptions();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "So long it follows topics, beside their last records (default: 60s); files are read up to a"
                    + " number of records that is told.")
    private Duration length = Duration.ofSeconds(60);

    @Option(
            names = {"--out", "--threads", "--aware-at"},
            hidden = true,
            description = "Of a replay's command line; of no use here.")
    private List<String> unused = List.of();

    @Option(
            names = {"--force", "--partial"},
            hidden = true,
            description = "The same.")
    private List<Boolean> unusedToo = List.of();

    @Override
    public Integer call() throws IOException {
        feeds.set(settings, history);
        String files = feeds.check(this);
        if (files != null || history.isGiven()) {
            history.check(this, files, feeds.completeUntil != null);
        }
        if (files != null && feeds.access.isEmpty()) {
            throw wrong("The access feed is missing: --access.");
        }
        Settings effective = settings.read(NamedFiles::look);
        Progress progress = new Progress(err());
        Sample sample = sample(effective, MappedFormat.ofFeeds(effective), files != null, progress);
        progress.end();
        Checkup checkup = new Checkup(sample);
        long commit = Long.parseLong(StreamsDefaults.of(effective).getOrDefault("commit.interval.ms", "0"));
        CheckupPage.print(checkup, commit, out());
        return checkup.isHopeless() ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private Sample sample(Settings effective, FeedFormats formats, boolean files, Progress progress)
            throws IOException {
        SignatureCheck signatures = SignatureChecker.of(effective, Integer.MAX_VALUE, System::currentTimeMillis);
        if (!files && !history.isGiven()) {
            TopicSample topics = new TopicSample(effective, formats, signatures, StreamsDefaults.reader(effective));
            progress.begin("Following the topics", 0, length.toMillis());
            return topics.read(length, progress::look);
        }
        History topics = new History(history.range(this), effective, StreamsDefaults.reader(effective));
        Map<Feed, List<Input>> inputs = files ? files() : topics.inputs();
        int partitions = files ? 1 : topics.issuancePartitions();
        progress.begin("Reading", 0, 0);
        long now = System.currentTimeMillis();
        return new FileSample(effective, formats, signatures, inputs, partitions, now, progress)
                .read(feeds.completeUntil(this));
    }

    private Map<Feed, List<Input>> files() throws IOException {
        Map<Feed, List<Input>> inputs = new EnumMap<>(Feed.class);
        inputs.put(Feed.ACCESS, named(feeds.access));
        inputs.put(Feed.ISSUANCE, named(feeds.issuance));
        inputs.put(Feed.KEYS, named(feeds.keys));
        inputs.put(Feed.ACCOUNTS, named(feeds.accounts));
        return inputs;
    }

    private static List<Input> named(List<String> names) throws IOException {
        List<InputFile> files = new InputFiles(System.in).named(names);
        InputFiles.withoutRepeats(files);
        return List.copyOf(files);
    }
}
