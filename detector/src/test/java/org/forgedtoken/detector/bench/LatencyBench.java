package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.forgedtoken.detector.runtime.EmbeddedBroker;
import org.forgedtoken.detector.runtime.TemporaryFolder;
import picocli.CommandLine.Command;
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
                    + " producer and the broker take counts, too. Grace and skew are a second each, so that the moment"
                    + " comes soon. The detector is the program itself, in a process of its own, exactly once; the first"
                    + " round warms it."
        })
final class LatencyBench implements Callable<Integer> {
    private static final long GRACE_AND_SKEW = 2_000;
    private static final long FORGED_AGE = 500;
    private static final long PATIENCE = 60_000;

    @Option(names = "--rounds", defaultValue = "5", description = "How many (${DEFAULT-VALUE}), one after the other.")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "20", description = "How long each is (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--start",
            defaultValue = "60",
            description = "Seconds for start and the loading of the ledger (${DEFAULT-VALUE}).")
    private int start;

    @Option(names = "--pace", defaultValue = "20000", description = "Accesses a second (${DEFAULT-VALUE}).")
    private int pace;

    @Option(names = "--forged", defaultValue = "10", description = "Forged tokens a second (${DEFAULT-VALUE}).")
    private int forged;

    @Option(names = "--tokens", defaultValue = "500000", description = "Live tokens (${DEFAULT-VALUE}).")
    private int tokens;

    @Option(names = "--partitions", defaultValue = "4", description = "Of each topic (${DEFAULT-VALUE}).")
    private int partitions;

    @Option(names = "--threads", defaultValue = "2", description = "Of the detector (${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--jvm", defaultValue = DetectorProcess.JVM, description = "Flags of its JVM (${DEFAULT-VALUE}).")
    private String jvm = "";

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the detector; may be repeated.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "detector/target/bench",
            description = "Where JSON and plot go (${DEFAULT-VALUE}).")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        int duration = seconds * (rounds + 1);
        DecidableTimes decidable = new DecidableTimes(partitions);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                TemporaryFolder state = TemporaryFolder.create("bench-latency-")) {
            String servers = broker.bootstrapServers();
            broker.create(partitions, DataSet.KEYED.accessTopic(), DataSet.KEYED.issuanceTopic(), "token-alerts");
            long end = System.currentTimeMillis() + start * 1_000L + duration * 1_000L;
            FeedPlan plan = new FeedPlan(1, tokens, pace * duration, forged * duration, end, pace, FORGED_AGE);
            SeenAlerts seen = new SeenAlerts(servers, "token-alerts");
            double resident;
            try (seen;
                    Filling filling = new Filling(servers, 5);
                    DetectorProcess detector =
                            DetectorProcess.run(List.of(jvm.split(" ")), settings(servers, state.path()))) {
                PacedFeed feed = new PacedFeed(plan, DataSet.KEYED, partitions, filling, decidable);
                awaitLedger(detector, feed, plan);
                feed.play(() -> System.currentTimeMillis() > plan.end() + PATIENCE
                        || (seen.first().size() >= plan.forged() && System.currentTimeMillis() > plan.end()));
                resident = ResidentMemory.highest(detector.process().pid());
            }
            System.out.printf(Locale.ROOT, "resident %.0f MB at most%n", resident);
            Answer answer = Answer.ofAlerts(seen.all(), new BenchFeed(plan).truth());
            if (!answer.isRight()) {
                throw new IllegalStateException("The answer is wrong: " + answer + ' ' + answer.example());
            }
            report(plan, decidable, seen.first(), answer, System.out);
        }
        return 0;
    }

    private void awaitLedger(DetectorProcess detector, PacedFeed feed, FeedPlan plan)
            throws IOException, InterruptedException {
        do {
            feed.issue();
            if (System.currentTimeMillis() > plan.firstAccess() - 1_000) {
                throw new IllegalStateException("The ledger was not loaded after " + start + " s; see --start.");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        } while (detector.meter("detector_ledger_tokens") < 0.99 * feed.issued());
    }

    private Map<String, String> settings(String servers, Path state) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("topic.access", DataSet.KEYED.accessTopic());
        settings.put("topic.issuance", DataSet.KEYED.issuanceTopic());
        settings.put("access.keyed", "true");
        settings.put("issuance.keyed", "true");
        settings.put("ledger.grace", "1s");
        settings.put("clock.skew", "1s");
        settings.put("http.port", "0");
        settings.put("kafka.bootstrap.servers", servers);
        settings.put("kafka.state.dir", state.toString());
        settings.put("kafka.num.stream.threads", Integer.toString(threads));
        settings.putAll(set);
        return settings;
    }

    /** One figure a round: a percentile over its forged tokens, each by its first use. */
    private void report(FeedPlan plan, DecidableTimes decidable, Map<String, Long> seen, Answer answer, PrintStream out)
            throws IOException {
        BenchFeed feed = new BenchFeed(plan);
        List<List<Double>> waits = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            waits.add(new ArrayList<>());
        }
        for (int i = 0; i < plan.forged(); i++) {
            long needed = plan.forgedIssuedAt(i) / 1_000 * 1_000 + GRACE_AND_SKEW;
            int round = (int) ((plan.firstForgedUse(i) - plan.firstAccess()) / (seconds * 1_000L));
            double wait = (seen.getOrDefault(feed.forgedId(i), Long.MAX_VALUE) - decidable.of(needed)) / 1e3;
            waits.get(Math.min(round, rounds)).add(wait);
        }
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            double[] sorted = waits.get(round).stream()
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
            String name = round == 0 ? "warming" : "round " + round;
            out.printf(Locale.ROOT, "%-9s", name);
            for (double share : new double[] {0.5, 0.9, 0.99, 1}) {
                String label = share == 1 ? "max" : "p" + Math.round(share * 100);
                double wait = sorted[(int) Math.ceil(share * sorted.length) - 1];
                out.printf(Locale.ROOT, "  %s %.3f s", label, wait);
                if (round > 0) {
                    figures.computeIfAbsent(label, key -> new ArrayList<>()).add(wait);
                }
            }
            out.println();
        }
        Map<String, Spread> spreads = new LinkedHashMap<>();
        figures.forEach((label, its) -> spreads.put("detector " + label, Spread.of(its)));
        spreads.forEach((label, spread) -> out.printf(
                Locale.ROOT,
                "%-14s min %.3f  median %.3f  max %.3f s%n",
                label,
                spread.min(),
                spread.median(),
                spread.max()));
        out.println(answer);
        Map<String, Object> given = new LinkedHashMap<>(Map.of(
                "rounds", rounds, "seconds", seconds, "pace", pace, "forged_a_second", forged, "tokens", tokens));
        given.putAll(
                Map.of("partitions", partitions, "threads", threads, "jvm", Arrays.asList(jvm.split(" ")), "set", set));
        String title = "From decidable to readable, " + pace + " accesses a second";
        new BenchReport("latency", "seconds", given, new LinkedHashMap<>(figures), spreads, List.of())
                .write(folder, new BarPlot(title, "seconds", spreads), out);
    }
}
