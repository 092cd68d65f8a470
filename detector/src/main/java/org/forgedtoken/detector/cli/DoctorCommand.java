package org.forgedtoken.detector.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.forgedtoken.detector.doctor.Checkup;
import org.forgedtoken.detector.doctor.CheckupPage;
import org.forgedtoken.detector.doctor.FileSample;
import org.forgedtoken.detector.doctor.Sample;
import org.forgedtoken.detector.doctor.TopicSample;
import org.forgedtoken.detector.replay.FileSource;
import org.forgedtoken.detector.replay.History;
import org.forgedtoken.detector.replay.ReplaySource;
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
        Sample sample = sample(effective, files != null, progress);
        progress.end();
        Checkup checkup = new Checkup(sample);
        long commit = Long.parseLong(StreamsDefaults.of(effective).getOrDefault("commit.interval.ms", "0"));
        CheckupPage.print(checkup, commit, out());
        return checkup.isHopeless() ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private Sample sample(Settings effective, boolean files, Progress progress) throws IOException {
        if (!files && !history.isGiven()) {
            TopicSample topics = new TopicSample(effective, StreamsDefaults.reader(effective));
            progress.begin("Following the topics", 0, length.toMillis());
            return topics.read(length, progress::look);
        }
        ReplaySource source = files
                ? new FileSource(feeds.files(), System.in)
                : new History(history.range(this), effective, StreamsDefaults.reader(effective));
        progress.begin("Reading", 0, 0);
        return FileSample.of(source, feeds.completeUntil(this), effective, progress);
    }
}
