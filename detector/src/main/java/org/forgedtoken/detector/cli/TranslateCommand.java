package org.forgedtoken.detector.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.mapping.MappedFormat;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.FeedFormat;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.replay.Translation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code detector translate}. */
@Command(name = "translate")
final class TranslateCommand extends Action.WithSettings {
    @Parameters(paramLabel = "FILE", arity = "1..*")
    private List<String> files = new ArrayList<>();

    @ArgGroup(multiplicity = "1")
    private Format format = new Format();

    /** Which feed, and how it is written. */
    static final class Format {
        @Option(names = "--access-format", paramLabel = "NAME")
        private @Nullable String access;

        @Option(names = "--issuance-format", paramLabel = "NAME")
        private @Nullable String issuance;
    }

    private long translated;
    private long skipped;
    private long deadLetters;

    @Override
    public Integer call() throws IOException {
        Translation translation = new Translation(files, System.in);
        long now = System.currentTimeMillis();
        if (format.access != null) {
            FeedFormat named = MappedFormat.named(format.access, Feed.ACCESS);
            AccessReader reader = new AccessReader(settings.read(), SignatureCheck.NONE, named);
            translation.accesses(reader, now, this::show);
        } else {
            FeedFormat named = MappedFormat.named(String.valueOf(format.issuance), Feed.ISSUANCE);
            translation.issuances(new IssuanceReader(settings.read(), named), now, this::show);
        }
        err().printf(
                        Locale.ROOT,
                        "Read %d records: %d translated, %d skipped, %d dead letters.%n",
                        translated + skipped + deadLetters,
                        translated,
                        skipped,
                        deadLetters);
        return deadLetters == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void show(String origin, Reading reading, List<byte[]> records) {
        translated += records.size();
        records.forEach(json -> out().println(new String(json, StandardCharsets.UTF_8)));
        if (reading instanceof Reading.Rejected rejected) {
            deadLetters++;
            err().println(origin + ": " + rejected.reason().label() + ": " + VisibleText.quoted(rejected.excerpt()));
        } else if (records.isEmpty()) {
            skipped++;
            err().println(origin + ": skipped");
        }
    }
}
