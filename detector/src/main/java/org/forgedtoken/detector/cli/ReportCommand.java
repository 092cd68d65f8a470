package org.forgedtoken.detector.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.forgedtoken.detector.replay.ReportFile;
import org.forgedtoken.detector.report.ReportBuilder.Cover;
import org.forgedtoken.detector.settings.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code detector report}. */
@Command(name = "report")
final class ReportCommand extends Action {

    @Option(names = "--alerts", paramLabel = "FILE", required = true)
    private String alerts = "";

    @Option(names = "--out", paramLabel = "FILE", required = true)
    private Path out = Path.of("");

    @Mixin
    private CoverOptions cover = new CoverOptions();

    @Option(names = "--force")
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
        Path read = Trouble.path(alerts).orElse(null);
        if (read != null && Files.exists(read) && Files.isSameFile(read, out)) {
            throw wrong("--out is the file of --alerts");
        }
        if (!force) {
            throw wrong(out + " is there already; --force writes over it");
        }
    }

    /** The options that say what stands on the first page of a report; to be mixed in. */
    static final class CoverOptions {
        @Option(names = "--case", paramLabel = "NUMBER")
        private String caseNumber = "";

        @Option(names = "--by", paramLabel = "NAME")
        private String by = "";

        Cover cover() {
            return new Cover(caseNumber, by);
        }
    }
}
