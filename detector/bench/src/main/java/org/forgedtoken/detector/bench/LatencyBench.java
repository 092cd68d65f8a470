package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench latency}. */
@Command(
        name = "latency",
        description = {
            "Plays accesses at a steady pace, among them tokens that were never issued, and prints how long after the"
                    + " moment at which a token could be decided its alert can be read, committed.",
            "",
            "That moment is when the issuance record or heartbeat is sent that completes the ledger for the token: by"
                    + " then the last partition of the issuance topic has carried a record of its needed time. What the"
                    + " producer and the broker take counts, too. Grace is a second and skew are five, so that the moment"
                    + " comes soon. The detector is the program itself, in a process of its own, exactly once; the first"
                    + " round warms it."
        })
final class LatencyBench implements Callable<Integer> {
    private static final long PATIENCE = 60_000;

    @Mixin
    private PacedOptions options = new PacedOptions();

    @Option(names = "--rounds", defaultValue = "5", description = "How many (${DEFAULT-VALUE}), one after the other.")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "20", description = "How long each is (${DEFAULT-VALUE}).")
    private int seconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        DecidableTimes decidable = new DecidableTimes(options.partitions);
        try (PacedDetector detector = new PacedDetector(options, seconds * (rounds + 1), decidable)) {
            FeedPlan plan = detector.plan();
            SeenAlerts seen = new SeenAlerts(detector.servers(), PacedDetector.ALERTS);
            try (seen) {
                detector.awaitLedger();
                detector.feed()
                        .play(() -> System.currentTimeMillis() > plan.end() + PATIENCE
                                || (seen.first().size() >= plan.forged() && System.currentTimeMillis() > plan.end()));
            }
            System.out.printf(Locale.ROOT, "resident %.0f MB at most%n", detector.residentMb());
            Answer answer = Answer.ofAlerts(seen.all(), new BenchFeed(plan).truth());
            if (!answer.isRight()) {
                throw new IllegalStateException("The answer is wrong: " + answer + ' ' + answer.example());
            }
            report(plan, decidable, seen.first(), answer, System.out);
        }
        return 0;
    }

    /** One figure a round: a percentile over its forged tokens, each by its first use. */
    private void report(FeedPlan plan, DecidableTimes decidable, Map<String, Long> seen, Answer answer, PrintStream out)
            throws IOException {
        AlertWaits waits = new AlertWaits(plan, decidable, seen);
        LongFunction<Integer> round = use -> Math.min(rounds, (int) ((use - plan.firstAccess()) / (seconds * 1_000L)));
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        report("decidable", waits.by(round), figures, out);
        report("from use", waits.sinceUseBy(round), figures, out);
        Map<String, Spread> spreads = new LinkedHashMap<>();
        figures.forEach((label, its) -> spreads.put("detector " + label, Spread.of(its)));
        spreads.forEach((label, spread) -> out.printf(
                Locale.ROOT,
                "%-24s min %.3f  median %.3f  max %.3f s%n",
                label,
                spread.min(),
                spread.median(),
                spread.max()));
        out.println(answer);
        Map<String, Object> given = options.given();
        given.put("rounds", rounds);
        given.put("seconds", seconds);
        String title = "From decidable to readable, " + options.pace + " accesses a second";
        new BenchReport("latency", "seconds", given, new LinkedHashMap<>(figures), spreads, List.of())
                .write(options.folder, new BarPlot(title, "seconds", spreads), out);
    }

    private void report(
            String kind, Map<Integer, List<Double>> waits, Map<String, List<Double>> figures, PrintStream out) {
        for (int round = 0; round <= rounds; round++) {
            double[] sorted = waits.getOrDefault(round, List.of()).stream()
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
            String name = kind + (round == 0 ? ", warming" : ", round " + round);
            out.printf(Locale.ROOT, "%-19s", name);
            for (double share : new double[] {0.5, 0.9, 0.99, 1}) {
                String label = share == 1 ? "max" : "p" + Math.round(share * 100);
                double wait = sorted[(int) Math.ceil(share * sorted.length) - 1];
                out.printf(Locale.ROOT, "  %s %.3f s", label, wait);
                if (round > 0) {
                    figures.computeIfAbsent(kind + ' ' + label, key -> new ArrayList<>())
                            .add(wait);
                }
            }
            out.println();
        }
    }
}
