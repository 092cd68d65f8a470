package org.forgedtoken.detector.replay;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import org.forgedtoken.detector.alert.CanaryIds;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.replay.input.InputFile;
import org.forgedtoken.detector.replay.input.InputFiles;
import org.forgedtoken.detector.replay.input.OpenInput;
import org.forgedtoken.detector.replay.input.RecordFormat;

/** What a format makes of files, record by record, in the native format: to try a mapping before relying on it. */
public final class Translation {
    private final List<String> files;
    private final InputStream standardInput;

    /** Takes what becomes of each record. */
    public interface Target {
        /**
         * Takes one record.
         *
         * @param origin {@code file:line}
         * @param translated what it means: JSON objects in UTF-8, without any token; none where it is not of the feed, or cannot be read
         */
        void take(String origin, Reading reading, List<byte[]> translated);
    }

    /** Of these files: plain, gzip or zstd; globs; {@code -} is the standard input. */
    public Translation(List<String> files, InputStream standardInput) {
        this.files = List.copyOf(files);
        this.standardInput = standardInput;
    }

    /**
     * Reads them as accesses.
     *
     * @param now epoch ms, against which a time ahead is told
     * @throws IOException where an input is not there or is damaged, saying so in a sentence
     */
    public void accesses(AccessReader reader, long now, Target target) throws IOException {
        each(RecordFormat.access(reader, new CanaryIds(null), now), NativeFormat::bytes, target);
    }

    /** The same as issuance records. */
    public void issuances(IssuanceReader reader, long now, Target target) throws IOException {
        each(
                RecordFormat.issuance(reader, now),
                reading ->
                        reading instanceof Reading.Issuance ok ? List.of(NativeFormat.bytes(ok.issuance())) : List.of(),
                target);
    }

    private void each(RecordFormat format, Function<Reading, List<byte[]>> natively, Target target) throws IOException {
        try (OpenInput.Workers workers = new OpenInput.Workers(1)) {
            for (InputFile input : new InputFiles(standardInput).named(files)) {
                try (OpenInput file = new OpenInput(input, format, workers, bytes -> {})) {
                    for (OpenInput.Entry entry = file.next(); entry != null; entry = file.next()) {
                        target.take(entry.origin().text(), entry.reading(), natively.apply(entry.reading()));
                    }
                }
                if (input.damage() != null) {
                    throw new IOException(input.name() + " was not read to its end, " + input.damage());
                }
            }
        }
    }
}
