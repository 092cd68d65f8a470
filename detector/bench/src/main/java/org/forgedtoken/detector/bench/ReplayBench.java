package org.forgedtoken.detector.bench;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.forgedtoken.detector.bench.BenchFeed.FeedRecord;
import org.forgedtoken.detector.runtime.TemporaryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bench replay}. */
@Command(
        name = "replay",
        description = {
            "Replays access and issuance logs in .zst files with the program as its users start it, in turns with"
                    + " `zstd -dc | jq -c .` on the same files, and prints how many records a second each reads: from"
                    + " the start of the process to its end. A replay counts only if exactly the forged tokens are"
                    + " accused. Of the sizes, rounds, accesses, tokens, forged, seed, jvm, set and out matter here."
        })
final class ReplayBench implements Callable<Integer> {
    private static final String REPLAY = "replay";
    private static final String JQ = "zstd-jq";
    private static final int FILES = 4;

    @Mixin
    private SizeOptions size = new SizeOptions();

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        try (TemporaryFolder folder = TemporaryFolder.create("bench-replay-")) {
            FeedPlan plan = size.plan();
            BenchFeed feed = new BenchFeed(plan);
            for (int i = 0; i < FILES; i++) {
                String known = i == 0 ? BenchFeed.heartbeat(plan.coveredFrom(), plan.firstIssuance()) + '\n' : "";
                write(folder.path().resolve("issuance-" + i + ".jsonl.zst"), known, feed::issuance, plan.tokens(), i);
                write(folder.path().resolve("access-" + i + ".jsonl.zst"), "", feed::access, plan.accesses(), i);
            }
            double records = plan.accesses() + plan.tokens();
            boolean hasJq = exists("zstd") && exists("jq");
            if (!hasJq) {
                out.println(JQ + " does not take part: zstd and jq must be installed");
            }
            for (int round = 0; round <= size.rounds; round++) {
                measured(rates, REPLAY, records / replay(folder.path(), feed, round) / 1_000, round);
                if (hasJq) {
                    String command = "zstd -dc '" + folder.path() + "'/*.jsonl.zst | jq -c . > /dev/null";
                    measured(rates, JQ, records / seconds(List.of("sh", "-c", command)) / 1_000, round);
                }
            }
        }
        report(rates);
        return 0;
    }

    /** Files of one feed follow each other in time; {@code head} comes before the records of this one. */
    private static void write(Path file, String head, IntFunction<FeedRecord> record, int records, int part)
            throws IOException {
        try (OutputStream lines =
                new BufferedOutputStream(new ZstdOutputStream(Files.newOutputStream(file)), 1 << 16)) {
            lines.write(head.getBytes(StandardCharsets.US_ASCII));
            int to = (int) ((part + 1L) * records / FILES);
            for (int i = (int) ((long) part * records / FILES); i < to; i++) {
                lines.write(record.apply(i).json().getBytes(StandardCharsets.US_ASCII));
                lines.write('\n');
            }
        }
    }

    private double replay(Path folder, BenchFeed feed, int round) throws IOException, InterruptedException {
        Path found = folder.resolve("found-" + round);
        List<String> command = DetectorProcess.command(
                size.jvmFlags(),
                "replay",
                "--access=" + folder.resolve("access-*.jsonl.zst"),
                "--issuance=" + folder.resolve("issuance-*.jsonl.zst"),
                "--ledger-complete-until",
                "--out=" + found);
        size.set.forEach((key, value) -> command.add("--set=" + key + '=' + value));
        double seconds = seconds(command);
        List<byte[]> alerts = Files.readAllLines(found.resolve("alerts.jsonl")).stream()
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
        Answer answer = Answer.ofAlerts(alerts, feed.truth());
        if (!answer.isRight()) {
            throw new IllegalStateException("The answer of the replay is wrong: " + answer + ' ' + answer.example());
        }
        return seconds;
    }

    private static double seconds(List<String> command) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException("exit code " + code + ": " + String.join(" ", command));
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private static boolean exists(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void measured(Map<String, List<Double>> rates, String name, double rate, int round) {
        out.printf(Locale.ROOT, "%-9s %-8s %8.1f k records/s%n", round == 0 ? "warming" : "round " + round, name, rate);
        if (round > 0) {
            rates.computeIfAbsent(name, key -> new ArrayList<>()).add(rate);
        }
    }

    private void report(Map<String, List<Double>> rates) throws IOException {
        Map<String, Spread> spreads = new LinkedHashMap<>();
        rates.forEach((name, its) -> spreads.put(name, Spread.of(its)));
        spreads.forEach((name, rate) -> out.printf(
                Locale.ROOT,
                "%-8s min %.1f  median %.1f  max %.1f k records/s%n",
                name,
                rate.min(),
                rate.median(),
                rate.max()));
        String unit = "thousand records a second";
        new BenchReport(
                        "replay",
                        unit,
                        size.given(),
                        new LinkedHashMap<>(rates),
                        spreads,
                        Ratio.of(spreads, List.of(REPLAY + '/' + JQ)))
                .write(size.out, new BarPlot("Replay of .zst files", unit, spreads), out);
    }
}
