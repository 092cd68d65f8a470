package org.forgedtoken.detector.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.forgedtoken.detector.replay.ReportFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code detector report}. */
@Command(
        name = "report",
        description =
                "Writes an incident report for people to read: one HTML page without script, for the screen and for"
                        + " print. It is made from alerts, one a line: alerts.jsonl of a replay, or what was read from the"
                        + " topic of alerts; of each alert its last line counts. Where incidents.jsonl, summary.json and"
                        + " manifest.json of a replay lie beside that file, the page also tells the incidents, for when"
                        + " absence is proof, and from what all was made; where they do not, it says so. Exits 1 if some"
                        + " of the lines could not be read, which the page says too.")
final class ReportCommand extends Action {

    @Option(
            names = "--alerts",
            paramLabel = "FILE",
            required = true,
            description = "Plain, gzip or zstd; - is the standard input.")
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private String alerts;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The page to write, such as report.html.")
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private Path out;

    @Mixin
    private CoverOptions cover = new CoverOptions();

    @Option(names = "--force", description = "Write over a file that is there.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        check();
        PrintWriter err = err();
        Progress progress = new Progress(err);
        ReportFile.Result result = ReportFile.ofAlerts(alerts, out, cover.cover(), System.in, progress);
        progress.end();
        result.missing().forEach(clause -> err.println("Missing: " + clause + "."));
        result.faults().forEach(fault -> err.println("Not whole: " + fault));
        err.println("Written to " + out + ", from " + result.lines() + (result.lines() == 1 ? " line." : " lines."));
        err.flush();
        return result.faults().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Evidence is written over by nobody's mistake. */
    private void check() throws IOException {
        if (Files.isDirectory(out)) {
            throw wrong(out + " is a folder; --out names a file");
        }
        if (!Files.exists(out)) {
            return;
        }
        Path read = path(alerts);
        if (read != null && Files.exists(read) && Files.isSameFile(read, out)) {
            throw wrong("--out is the file of --alerts");
        }
        if (!force) {
            throw wrong(out + " is there already; --force writes over it");
        }
    }

    private static @Nullable Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
