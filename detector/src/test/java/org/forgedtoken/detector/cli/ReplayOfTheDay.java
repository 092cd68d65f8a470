package org.forgedtoken.detector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine;

/** The command {@code replay} on the logs of a small day, of which a forged token is a part, and what it says and writes. */
final class ReplayOfTheDay {
    private static final Path DAY = Path.of("src/test/resources/replay-day");
    private static final ObjectMapper JSON = new ObjectMapper();

    final Path folder;
    final Path access;
    final Path issuance;
    Path out;
    String said = "";

    ReplayOfTheDay(Path folder) throws IOException {
        this.folder = folder;
        this.access = Files.copy(DAY.resolve("access.jsonl"), folder.resolve("access.jsonl"));
        this.issuance = folder.resolve("issuance.jsonl");
        this.out = folder.resolve("out");
        Files.write(
                issuance,
                Files.readAllLines(DAY.resolve("issuance.jsonl")).stream()
                        .filter(line -> !line.contains("\"t060\""))
                        .toList());
    }

    /** The exit code. */
    int run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("replay", "--out", out.toString()));
        arguments.addAll(List.of(more));
        return command(arguments);
    }

    int command(List<String> arguments) {
        StringWriter told = new StringWriter();
        CommandLine line = DetectorCommand.commandLine()
                .setErr(new PrintWriter(told, true))
                .setOut(new PrintWriter(told, true));
        int code = line.execute(arguments.toArray(String[]::new));
        said = told.toString();
        return code;
    }

    /** The exit code of {@code detector verify} on what was written. */
    int verify() {
        return command(List.of("verify", out.toString()));
    }

    JsonNode json(String name) throws IOException {
        return JSON.readTree(out.resolve(name).toFile());
    }

    int count(String pointer) throws IOException {
        return json("summary.json").at(pointer).intValue();
    }

    /** What was found, without what differs between two replays of the same. */
    SortedMap<String, String> found() throws IOException {
        SortedMap<String, String> found = new TreeMap<>();
        for (String line : Files.readAllLines(out.resolve("alerts.jsonl"))) {
            JsonNode alert = JSON.readTree(line);
            found.put(
                    alert.at("/finding_info/uid").textValue(),
                    alert.get("activity_id") + " " + alert.at("/finding_info/analytic/uid") + " "
                            + alert.at("/evidences/0/data/entity"));
        }
        return found;
    }

    Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    static byte[] text(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    static byte[] zstd(byte[] plain) {
        return Zstd.compress(plain);
    }
}
