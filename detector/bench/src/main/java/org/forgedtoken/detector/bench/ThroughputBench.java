package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench throughput}. */
@Command(
        name = "throughput",
        description = {
            "Reads one backlog of accesses and issuances with the detector and with others, in turns, and prints how"
                    + " many records a second each has read.",
            "",
            "A record is one of either topic: for the detector loading the ledger is part of the work, and so all read"
                    + " both topics. A run's clock goes from the first record read to the last; for the detector to the"
                    + " last record on the way through READ, JUDGE and WATCH. Each competitor is a process of its own"
                    + " that stays from run to run; its first runs warm it and do not count. The broker is one for all,"
                    + " in this process. A detector's run counts only if exactly the forged tokens are accused."
        })
final class ThroughputBench implements Callable<Integer> {
    private static final List<String> RATIOS = List.of(
            "detector-keyed/streams-noop",
            "detector-watch/streams-noop",
            "detector-unkeyed/streams-copy",
            "detector-keyed/naive-join",
            "detector-unkeyed/naive-join",
            "detector-jwt/detector-keyed",
            "detector-keyed/detector-alo",
            "streams-noop/raw-consumer");

    @Mixin
    private SizeOptions size = new SizeOptions();

    @Option(names = "--only", split = ",", paramLabel = "NAMES", description = "Competitors, separated by commas.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--profile", description = "Also records each run of a detector with the JVM's flight recorder.")
    private boolean profile;

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        List<Competitor> field = field();
        try (Race race = new Race(size, out)) {
            Backlog backlog = race.backlog(
                    size.plan(),
                    field.stream()
                            .map(Competitor::data)
                            .collect(Collectors.toCollection(() -> EnumSet.noneOf(DataSet.class))));
            for (Competitor one : field) {
                race.enter(one.label(), one, backlog, profile && one.isDetector() ? recordings() : "");
            }
            race.run();
            report(race);
        }
        return 0;
    }

    private List<Competitor> field() {
        return only.isEmpty()
                ? List.of(Competitor.values())
                : only.stream().map(Competitor::named).distinct().sorted().toList();
    }

    private String recordings() throws IOException {
        return Files.createDirectories(size.out).toAbsolutePath().toString();
    }

    private void report(Race race) throws IOException {
        race.printTable();
        Map<String, Spread> rates = race.rates();
        String title = "Throughput, " + size.tokens + " live tokens, " + size.threads + " threads";
        new BenchReport("throughput", Race.UNIT, size.given(), race.figures(), rates, Ratio.of(rates, RATIOS))
                .write(size.out, new BarPlot(title, Race.UNIT, rates), out);
    }
}
