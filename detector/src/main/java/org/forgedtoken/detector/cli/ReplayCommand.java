package org.forgedtoken.detector.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.forgedtoken.detector.cli.ReportCommand.CoverOptions;
import org.forgedtoken.detector.evidence.EvidenceKey;
import org.forgedtoken.detector.evidence.Unfinished;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.mapping.MappedFormat;
import org.forgedtoken.detector.reading.FeedFormats;
import org.forgedtoken.detector.replay.History;
import org.forgedtoken.detector.replay.Replay;
import org.forgedtoken.detector.replay.Replay.Result;
import org.forgedtoken.detector.replay.ReplayRequest;
import org.forgedtoken.detector.replay.ReplayRequest.CompleteUntil;
import org.forgedtoken.detector.replay.ReplaySource;
import org.forgedtoken.detector.replay.input.TopicInput.UntrueTimestamps;
import org.forgedtoken.detector.report.Summary;
import org.forgedtoken.detector.runtime.StreamsDefaults;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Shown;
import org.forgedtoken.detector.topology.NamedFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code detector replay}. */
@Command(name = "replay")
final class ReplayCommand extends Action.WithSettings {
    @Mixin
    private FeedOptions feeds = new FeedOptions();

    @Option(names = "--aware-at", paramLabel = "TIME")
    private @Nullable String awareAt;

    @Option(names = "--threads", paramLabel = "N")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--partial")
    private boolean partial;

    @Mixin
    private CoverOptions cover = new CoverOptions();

    @Option(names = "--out", paramLabel = "DIR", required = true)
    private Path out = Path.of("");

    @Option(names = "--force")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        feeds.check(this, settings, false);
        if (!feeds.isHistory() && feeds.access.isEmpty()) {
            throw wrong("What is to be judged is missing: --access for files, or --from and --to for the topics' own"
                    + " history.");
        }
        Settings effective = settings.read(NamedFiles::look, EvidenceKey::look);
        FeedFormats formats = MappedFormat.ofFeeds(effective);
        CompleteUntil until = feeds.completeUntil(this);
        if (threads < 1) {
            throw wrong("--threads must be at least 1.");
        }
        boolean unfinished = Unfinished.isIn(out);
        checkFolder(out, force || unfinished);
        ReplayRequest request = new ReplayRequest(
                until,
                millis("--aware-at", awareAt),
                out,
                effective,
                formats,
                EvidenceKey.of(effective),
                DetectorCommand.Version.current(),
                givenArguments(),
                threads,
                cover.cover());
        PrintWriter err = err();
        if (unfinished) {
            err.println("In " + out + " lies a replay that has not come to its end; it is begun anew.");
        }
        Progress shown = new Progress(err);
        Result result = replay(request, shown);
        shown.end();
        tell(result, err);
        if (!result.summary().sumsHold()) {
            throw new IllegalStateException("The outcomes do not add up to the records read, which is a fault of this"
                    + " program; the counts are in " + out.resolve("summary.json") + ".");
        }
        if (result.shortfall() != null && !partial) {
            err.println("detector: " + result.shortfall() + "; --partial accepts that.");
            return ExitCode.SOFTWARE;
        }
        return ExitCode.OK;
    }

    /** The command line as the user gave it, for evidence; of a setting's value, what may be shown. */
    private List<String> givenArguments() {
        return spec.root().commandLine().getParseResult().originalArgs().stream()
                .map(Shown::argument)
                .toList();
    }

    private Result replay(ReplayRequest request, Progress shown) throws IOException {
        if (!feeds.isHistory()) {
            ReplaySource files = new ReplaySource.Files(feeds.files(), System.in);
            return new Replay(request, files, System::currentTimeMillis).run(shown);
        }
        Settings effective = request.settings();
        History topics = new History(feeds.range(this), effective, StreamsDefaults.reader(effective));
        try {
            return new Replay(request, topics, System::currentTimeMillis).run(shown);
        } catch (UntrueTimestamps e) {
            err().println(e.getMessage() + " So the access topic is read from its beginning.");
            return new Replay(request, topics.whole(), System::currentTimeMillis).run(shown);
        }
    }

    private void tell(Result result, PrintWriter err) {
        Summary summary = result.summary();
        result.told().forEach(err::println);
        err.printf(
                Locale.ROOT,
                "Read %d accesses and %d issuance records in %.1f s (%d records a second).%n",
                summary.access().read(),
                summary.read(Feed.ISSUANCE).read(),
                summary.seconds(),
                summary.recordsPerSecond());
        if (!summary.openAlerts().isEmpty()) {
            err.println("Alerts that stand, by rule:");
        } else if (result.shortfall() == null) {
            err.println("No alert stands.");
        }
        summary.openAlerts().forEach((rule, count) -> err.println("  " + rule + ": " + count));
        if (summary.openIncidents() > 0) {
            err.println("Incidents that stand: " + summary.openIncidents() + ", see incidents.jsonl and accounts.csv.");
        }
        if (summary.holes() > 0) {
            err.println("The ledger has " + summary.holes() + (summary.holes() == 1 ? " hole" : " holes")
                    + ": see coverage in summary.json.");
        }
        err.printf(
                "Written to %s: %d alert records, %d block entries, %d dead letters, summary.json, manifest.json,"
                        + " chain.jsonl, and report.html for people to read.%n",
                out, result.alertRecords(), summary.blockEntries(), result.deadLetters());
    }
}
