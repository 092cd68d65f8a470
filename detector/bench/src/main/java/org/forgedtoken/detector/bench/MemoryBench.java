package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.forgedtoken.detector.ledger.TokenTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench memory}. */
@Command(
        name = "memory",
        description = {
            "Prints how many bytes a live token takes in the ledger: by how much the resident memory of a process grows"
                    + " from a million tokens to five million, after a collection.",
            "",
            "Each figure is of a process of its own, whose heap gives back what is free (-XX:MaxHeapFreeRatio=10)."
        })
final class MemoryBench implements Callable<Integer> {
    private static final int FEW = 1_000_000;
    private static final int MANY = 5_000_000;
    private static final List<String> JVM = List.of(
            "-XX:+UseSerialGC",
            "-Xmx3g",
            "-Xmn64m",
            "-XX:MinHeapFreeRatio=5",
            "-XX:MaxHeapFreeRatio=10",
            "-XX:-ShrinkHeapInSteps");

    @Option(names = "--rounds", description = "How often each is measured. Default: ${DEFAULT-VALUE}")
    private int rounds = 5;

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        for (boolean hasDigest : new boolean[] {false, true}) {
            List<Double> figures = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                figures.add((double) growth(hasDigest) / (MANY - FEW));
            }
            Spread spread = Spread.of(figures);
            out.printf(
                    Locale.ROOT,
                    "bytes a live token, accounts of 12 bytes, %s: min %.1f, median %.1f, max %.1f%n",
                    hasDigest ? "with digest" : "no digest",
                    spread.min(),
                    spread.median(),
                    spread.max());
        }
        return 0;
    }

    private static long growth(boolean hasDigest) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bench.class.getName(), "resident"));
        command.add(Boolean.toString(hasDigest));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("a process that fills a ledger has failed");
        }
        return Long.parseLong(said.strip());
    }

    /** Fills a table, checks that it answers, and returns by how many bytes this process grows meanwhile. */
    static long growthHere(boolean hasDigest) throws IOException {
        LedgerSample sample = new LedgerSample(hasDigest);
        TokenTable table = new TokenTable();
        long few = filled(table, sample, 0, FEW);
        long many = filled(table, sample, FEW, MANY);
        for (int i = 0; i < MANY; i += 1_009) {
            if (!Arrays.equals(table.value(sample.hash(i)), sample.value(i))) {
                throw new IllegalStateException("the ledger has lost token " + i);
            }
        }
        return many - few;
    }

    private static long filled(TokenTable table, LedgerSample sample, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            table.put(sample.hash(i), sample.value(i));
        }
        System.gc();
        System.gc();
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }
}
