package org.forgedtoken.detector.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.forgedtoken.detector.bench.NabSeries.Window;

/** A folder of labelled series: {@code data/}, {@code labels/combined_windows.json}, and profiles beside or above. */
record NabCorpus(List<NabSeries> series, List<NabProfile> profiles) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int TIME_LENGTH = "2014-01-01 00:00:00".length();

    static NabCorpus read(Path folder) throws IOException {
        JsonNode labels =
                JSON.readTree(folder.resolve("labels/combined_windows.json").toFile());
        List<NabSeries> series = new ArrayList<>();
        for (Path file : files(folder.resolve("data"))) {
            String path = folder.resolve("data").relativize(file).toString();
            String name = path.endsWith(".gz") ? path.substring(0, path.length() - 3) : path;
            if (!labels.has(name)) {
                throw new IOException("no labels for " + name + " in " + folder);
            }
            series.add(series(name, file, labels.get(name)));
        }
        return new NabCorpus(series, profiles(folder));
    }

    /** The column of this name in a table of a series; the tables of other detectors have the same first columns. */
    static double[] column(Path file, String column) throws IOException {
        try (BufferedReader lines = open(file)) {
            int at = List.of(lines.readLine().split(",")).indexOf(column);
            return lines.lines()
                    .filter(line -> !line.isBlank())
                    .mapToDouble(line -> Double.parseDouble(line.split(",")[at]))
                    .toArray();
        }
    }

    private static NabSeries series(String name, Path file, JsonNode labels) throws IOException {
        long[] times;
        try (BufferedReader lines = open(file)) {
            times = lines.lines()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .mapToLong(NabCorpus::time)
                    .toArray();
        }
        List<Window> windows = new ArrayList<>();
        for (JsonNode label : labels) {
            windows.add(new Window(
                    index(times, time(label.get(0).asText()), name),
                    index(times, time(label.get(1).asText()), name)));
        }
        return new NabSeries(name, times, column(file, "value"), windows);
    }

    private static int index(long[] times, long time, String name) throws IOException {
        for (int i = 0; i < times.length; i++) {
            if (times[i] == time) {
                return i;
            }
        }
        throw new IOException("a window of " + name + " begins or ends at no value's time");
    }

    private static long time(String line) {
        return LocalDateTime.parse(line.substring(0, TIME_LENGTH), TIME)
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
    }

    private static List<NabProfile> profiles(Path folder) throws IOException {
        for (Path place : List.of(folder, folder.toAbsolutePath().normalize().getParent())) {
            Path file = place.resolve("config/profiles.json");
            if (Files.isRegularFile(file)) {
                List<NabProfile> profiles = new ArrayList<>();
                JSON.readTree(file.toFile()).properties().forEach(entry -> {
                    JsonNode costs = entry.getValue().get("CostMatrix");
                    profiles.add(new NabProfile(
                            entry.getKey(),
                            costs.get("tpWeight").asDouble(),
                            costs.get("fnWeight").asDouble(),
                            costs.get("fpWeight").asDouble()));
                });
                return profiles;
            }
        }
        return NabProfile.PUBLISHED;
    }

    private static List<Path> files(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.toString().matches(".*\\.csv(\\.gz)?"))
                    .sorted()
                    .toList();
        }
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
    }
}
