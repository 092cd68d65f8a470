package org.forgedtoken.detector.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.mapping.MappedFormat;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.replay.Backfill;
import org.forgedtoken.detector.runtime.IssuanceTopic;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.topology.NamedFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code detector backfill}. */
@Command(name = "backfill")
final class BackfillCommand extends Action.WithSettings {
    @Parameters(paramLabel = "FILE", arity = "1..*")
    private List<String> files = new ArrayList<>();

    @Option(names = "--issuance-format", paramLabel = "NAME", required = true)
    private String format = "";

    @Option(names = "--since", paramLabel = "TIME")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME")
    private @Nullable String until;

    @Override
    public Integer call() throws IOException {
        long now = System.currentTimeMillis();
        long from = millis("--since", since);
        long to = millis("--until", until);
        if (to > now) {
            throw wrong("No export is complete until a time that has not come: --until " + until);
        }
        if (Times.known(from) && from > Times.either(to, now)) {
            throw wrong("--since is after --until.");
        }
        settings.set.put("issuance.format", format);
        Settings effective = settings.read(NamedFiles::look);
        IssuanceReader reader =
                new IssuanceReader(effective, MappedFormat.ofFeeds(effective).issuance());
        Backfill backfill = new Backfill(files, from, to, reader, effective.identity(), System.in);
        PrintWriter err = err();
        Progress progress = new Progress(err);
        try (IssuanceTopic topic = IssuanceTopic.open(effective)) {
            Backfill.Result result = backfill.run(now, topic::send, topic::flush, progress);
            progress.end();
            return tell(result, err);
        }
    }

    private static int tell(Backfill.Result result, PrintWriter err) {
        err.println("Loaded " + result.loaded() + " records; " + result.skipped()
                + " that neither issue nor revoke were" + " skipped.");
        result.covered()
                .forEach((issuer, stretch) -> err.println("Covered: " + VisibleText.quoted(issuer) + " from "
                        + Instant.ofEpochMilli(stretch.since()) + " to " + Instant.ofEpochMilli(stretch.until())));
        result.faults().forEach(fault -> err.println("Unreadable: " + fault));
        if (!result.faults().isEmpty()) {
            String what = result.unreadable() > 0
                    ? result.unreadable() + " records could not be read. The others are"
                    : "Not all of the files could be read. What could is";
            err.println("detector: " + what
                    + " in the ledger, but nothing was marked as covered: a token whose record is missing would count"
                    + " as forged. Mend the export, or its mapping, and load it again.");
        }
        return result.faults().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
