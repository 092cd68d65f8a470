package org.forgedtoken.detector.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.forgedtoken.detector.doctor.Checkup;
import org.forgedtoken.detector.doctor.FileSample;
import org.forgedtoken.detector.doctor.Sample;
import org.forgedtoken.detector.doctor.TopicSample;
import org.forgedtoken.detector.replay.History;
import org.forgedtoken.detector.replay.ReplaySource;
import org.forgedtoken.detector.replay.ReplaySource.Files;
import org.forgedtoken.detector.runtime.StreamsDefaults;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.topology.NamedFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code detector doctor}. */
@Command(name = "doctor")
final class DoctorCommand extends Action.WithSettings {
    @Mixin
    private FeedOptions feeds = new FeedOptions();

    @Option(names = "--for", paramLabel = "DURATION")
    private Duration length = Duration.ofSeconds(60);

    /** Of a replay's command line, which the doctor takes as it is; of no use here. */
    @Option(
            names = {"--out", "--threads", "--aware-at"},
            hidden = true)
    private List<String> unused = List.of();

    @Option(
            names = {"--force", "--partial"},
            hidden = true)
    private List<Boolean> unusedToo = List.of();

    @Override
    public Integer call() throws IOException {
        feeds.check(this, settings, true);
        if (feeds.isOfFiles() && feeds.access.isEmpty()) {
            throw wrong("The access feed is missing: --access.");
        }
        Settings effective = settings.read(NamedFiles::look);
        Progress progress = new Progress(err());
        Sample sample = sample(effective, progress);
        progress.end();
        Checkup checkup = new Checkup(sample);
        long commit = Long.parseLong(StreamsDefaults.of(effective).getOrDefault("commit.interval.ms", "0"));
        out().print(checkup.page(commit));
        out().flush();
        return checkup.isHopeless() ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private Sample sample(Settings effective, Progress progress) throws IOException {
        if (!feeds.isOfFiles() && !feeds.isHistory()) {
            TopicSample topics = new TopicSample(effective, StreamsDefaults.reader(effective));
            progress.begin("Following the topics", 0, length.toMillis());
            return topics.read(length, progress::look);
        }
        ReplaySource source = feeds.isOfFiles()
                ? new Files(feeds.files(), System.in)
                : new History(feeds.range(this), effective, StreamsDefaults.reader(effective));
        progress.begin("Reading", 0, 0);
        return FileSample.of(source, feeds.completeUntil(this), effective, progress);
    }
}
