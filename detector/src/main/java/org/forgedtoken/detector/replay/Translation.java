package org.forgedtoken.detector.replay;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.forgedtoken.detector.alert.CanaryIds;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.replay.input.InputFile;
import org.forgedtoken.detector.replay.input.InputFiles;
import org.forgedtoken.detector.replay.input.OpenInput;
import org.forgedtoken.detector.replay.input.OpenInput.Workers;
import org.forgedtoken.detector.replay.input.RecordFormat;

/** What a format makes of files, record by record, in the native format: to try a mapping before relying on it. */
public final class Translation {
    private final List<String> files;
    private final InputStream standardInput;

    /** Takes what becomes of each record; {@code origin} is {@code file:line}. */
    public interface Target {
        /** It means this: a JSON object in UTF-8, without any token. */
        void translated(String origin, byte[] json);

        /** It is none of the feed's. */
        void skipped(String origin);

        /** It cannot be read. */
        void deadLetter(String origin, String reason, String excerpt);
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
        each(RecordFormat.access(reader, new CanaryIds(null), now), (origin, reading) -> {
            List<byte[]> accesses = NativeFormat.bytes(reading);
            accesses.forEach(json -> target.translated(origin, json));
            if (reading instanceof Reading.Rejected rejected) {
                target.deadLetter(origin, rejected.reason().label(), rejected.excerpt());
            } else if (accesses.isEmpty()) {
                target.skipped(origin);
            }
        });
    }

    /** The same as issuance records. */
    public void issuances(IssuanceReader reader, long now, Target target) throws IOException {
        each(RecordFormat.issuance(reader, now), (origin, reading) -> {
            if (reading instanceof Reading.Issuance ok) {
                target.translated(origin, NativeFormat.bytes(ok.issuance()));
            } else if (reading instanceof Reading.Rejected rejected) {
                target.deadLetter(origin, rejected.reason().label(), rejected.excerpt());
            } else {
                target.skipped(origin);
            }
        });
    }

    private interface Each {
        void take(String origin, Reading reading);
    }

    private void each(RecordFormat format, Each each) throws IOException {
        List<InputFile> inputs = new InputFiles(standardInput).named(files);
        try (Workers workers = new Workers(1)) {
            for (InputFile input : inputs) {
                each(input, format, workers, each);
            }
        }
    }

    private static void each(InputFile input, RecordFormat format, Workers workers, Each each) throws IOException {
        try (OpenInput file = new OpenInput(input, format, workers, bytes -> {})) {
            for (OpenInput.Entry entry = file.next(); entry != null; entry = file.next()) {
                each.take(entry.origin().text(), entry.reading());
            }
        }
        if (input.damage() != null) {
            throw new IOException(input.name() + " was not read to its end, " + input.damage());
        }
    }
}
