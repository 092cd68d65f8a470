package org.forgedtoken.detector.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.forgedtoken.detector.evidence.Manifest;
import org.forgedtoken.detector.feed.Sha256;
import org.forgedtoken.detector.replay.input.Compression;
import org.forgedtoken.detector.replay.input.InputFile;
import org.forgedtoken.detector.replay.input.InputFiles;
import org.forgedtoken.detector.replay.input.LogLines;
import org.forgedtoken.detector.replay.input.MeasuredInput;
import org.forgedtoken.detector.report.ReportBuilder;
import org.forgedtoken.detector.report.ReportBuilder.FileRead;
import org.jspecify.annotations.Nullable;

/** The incident report as a file, made from the files of a replay or from alerts that somebody else has kept. */
public final class ReportFile {
    /** A file of another kind that is larger than this has another origin than a replay, and no place in memory. */
    private static final int MOST_BYTES = 64 << 20;

    /** After so many lines without an alert in them it is some other file. */
    private static final int LINES_LOOKED_AT = 1_000;

    private static final int PLACES_TOLD = 3;

    private final ReportBuilder report = new ReportBuilder();
    private final List<String> missing = new ArrayList<>();

    private ReportFile() {}

    /**
     * What a report came to.
     *
     * @param lines of alerts and incidents
     * @param missing one clause for each file that would have said more
     * @param faults one sentence for each thing that makes it less than whole; all of them stand in the report
     */
    public record Result(long lines, List<String> missing, List<String> faults) {}

    /**
     * Writes the report of a file of alerts, and of what a replay has left beside it.
     *
     * @param alerts a file, or {@code -}
     * @param cover what is to stand on its first page
     * @throws IOException where the file is not there, or holds no alerts, saying so in a sentence; nothing is written then
     */
    public static Result ofAlerts(
            String alerts, Path out, ReportBuilder.Cover cover, InputStream standardInput, ReplayProgress progress)
            throws IOException {
        List<InputFile> named = new InputFiles(standardInput).named(List.of(alerts));
        if (named.size() != 1) {
            throw new IOException(named.size() + " files match " + alerts + ": a report is of one.");
        }
        InputFile file = named.get(0);
        ReportFile made = new ReportFile();
        made.report.cover(cover);
        progress.begin("Reading", file.length());
        FileRead read = made.lines(file, true, progress::done);
        if (file.isRegular()) {
            made.beside(Path.of(file.name()).toAbsolutePath());
        } else {
            for (String name : List.of("incidents.jsonl", "summary.json", "manifest.json")) {
                made.isMissing(name, "there is no folder to look for it in");
            }
        }
        made.write(out);
        return new Result(read.lines(), made.missing, made.report.faults());
    }

    /** Writes the report of a replay into its folder; the manifest, which names the report's hash, comes after it. */
    static ResultFiles.OutputFile ofReplay(
            Path folder, ReportBuilder.Cover cover, Manifest soFar, ReplayProgress progress) throws IOException {
        ReportFile made = new ReportFile();
        made.report.cover(cover);
        made.report.manifest(soFar);
        for (String name : List.of("alerts.jsonl", "incidents.jsonl")) {
            InputFile file = InputFile.of(folder.resolve(name));
            progress.begin("Reporting on " + name, file.length());
            made.lines(file, false, progress::done);
        }
        made.summary(folder);
        return made.write(folder.resolve("report.html"));
    }

    private void beside(Path alerts) throws IOException {
        Path folder = alerts.getParent();
        if (folder == null) {
            return;
        }
        Path incidents = folder.resolve("incidents.jsonl");
        if (!Files.isRegularFile(incidents)) {
            isMissing("incidents.jsonl", "it does not lie beside the alerts");
        } else if (!Files.isSameFile(incidents, alerts)) {
            lines(InputFile.of(incidents), false, bytes -> {});
        }
        summary(folder);
        byte[] manifest = whole(folder.resolve("manifest.json"));
        if (manifest != null && !report.manifest(manifest)) {
            isMissing("manifest.json", "it is not what a replay writes");
        }
    }

    private void summary(Path folder) throws IOException {
        byte[] summary = whole(folder.resolve("summary.json"));
        if (summary == null) {
            return;
        }
        if (report.summary(summary)) {
            String hash = Sha256.hex(Sha256.digest().digest(summary));
            report.wasRead(new FileRead("summary.json", hash, FileRead.NO_LINES, 0, List.of(), ""));
        } else {
            isMissing("summary.json", "it is not what a replay writes");
        }
    }

    /** A small file; null where there is none, which is told. */
    private byte @Nullable [] whole(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (!Files.isRegularFile(file)) {
            isMissing(name, "it does not lie beside the alerts");
            return null;
        }
        if (Files.size(file) > MOST_BYTES) {
            isMissing(name, "it is larger than " + (MOST_BYTES >> 20) + " MiB");
            return null;
        }
        return Files.readAllBytes(file);
    }

    private void isMissing(String name, String reason) {
        missing.add(name + ": " + reason);
        report.isMissing(name, reason);
    }

    /** @param sure whether there must be something in it */
    private FileRead lines(InputFile file, boolean sure, LongConsumer progress) throws IOException {
        String name = file.name().equals("-")
                ? "standard input"
                : String.valueOf(Path.of(file.name()).getFileName());
        List<String> places = new ArrayList<>();
        long read = 0;
        long unreadable = 0;
        long first = 0;
        String damage = "";
        // how far a packed file has been read is known by its own bytes alone
        MeasuredInput packed = new MeasuredInput(file.bytesAsTheyLie());
        MeasuredInput content = new MeasuredInput(Compression.unpacked(packed));
        try (LogLines lines = new LogLines(content)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                read++;
                if (!report.line(line)) {
                    if (unreadable++ == 0) {
                        first = lines.number();
                    }
                    if (places.size() < PLACES_TOLD) {
                        places.add(name + ':' + lines.number());
                    }
                    if (sure && unreadable == read && read == LINES_LOOKED_AT) {
                        break;
                    }
                }
                progress.accept(packed.bytes());
            }
        } catch (IOException e) {
            damage = "behind line " + read + ": " + e.getMessage();
        }
        if (sure && unreadable == read && !(read == 0 && damage.isEmpty())) {
            throw new IOException(
                    places.isEmpty()
                            ? file.name() + " cannot be read: it is damaged " + damage + "."
                            : file.name() + ':' + first
                                    + " is no alert, and no line after it is one. Alerts are one JSON"
                                    + " object a line, each an OCSF Detection Finding (class_uid 2004).");
        }
        FileRead whole = new FileRead(name, content.sha256Hex(), read, unreadable, places, damage);
        report.wasRead(whole);
        return whole;
    }

    /** In ASCII; what cannot be written is told in a sentence. */
    private ResultFiles.OutputFile write(Path out) throws IOException {
        byte[] page = report.page().getBytes(StandardCharsets.US_ASCII);
        try (ResultFiles.OutputFile file = new ResultFiles.OutputFile(out)) {
            file.writeLine(page);
            return file;
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
