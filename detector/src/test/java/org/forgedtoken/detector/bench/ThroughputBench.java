package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.forgedtoken.detector.runtime.EmbeddedBroker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench throughput}. */
@Command(
        name = "throughput",
        description = {
            "Reads one backlog of accesses and issuances with the detector and with others, in turns, and prints how many"
                    + " records a second each has read.",
            "",
            "A record is one of either topic: for the detector loading the ledger is part of the work, and so all read"
                    + " both topics. A run's clock goes from the first record read to the last; for the detector to the"
                    + " last record on the way through READ, JUDGE and WATCH. Each competitor is a process of its own"
                    + " that stays from run to run; its first run warms it and does not count. The broker is one for all,"
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
    private final Map<Competitor, ContestantProcess> processes = new EnumMap<>(Competitor.class);
    private final Map<Competitor, List<RunFigures>> runs = new EnumMap<>(Competitor.class);
    private final Map<Competitor, Answer> answers = new EnumMap<>(Competitor.class);

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        FeedPlan plan = size.plan();
        List<Competitor> field = field();
        // Both threads of a client join in one go: a task that moves in the middle of a run would be measured, too.
        try (EmbeddedBroker broker = EmbeddedBroker.start(Map.of("group.initial.rebalance.delay.ms", "1000"))) {
            load(broker, plan, field);
            for (Competitor one : field) {
                processes.put(one, new ContestantProcess(size.jvmFlags(), options(one, broker, plan)));
                runs.put(one, new ArrayList<>());
            }
            for (int round = 0; round <= size.rounds; round++) {
                for (int i = 0; i < field.size(); i++) {
                    run(broker, plan, field.get((i + round) % field.size()), round);
                }
            }
        } finally {
            processes.values().forEach(ContestantProcess::close);
        }
        report();
        return 0;
    }

    private List<Competitor> field() {
        return only.isEmpty()
                ? List.of(Competitor.values())
                : only.stream().map(Competitor::named).distinct().sorted().toList();
    }

    private void load(EmbeddedBroker broker, FeedPlan plan, List<Competitor> field) {
        Set<DataSet> data = field.stream()
                .map(Competitor::data)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(DataSet.class)));
        for (DataSet one : data) {
            long begun = System.nanoTime();
            one.load(broker, plan, size.partitions);
            out.printf(
                    Locale.ROOT,
                    "loaded %s: %d accesses, %d tokens, %.1f s%n",
                    one.label(),
                    one.plan(plan).accesses(),
                    one.plan(plan).tokens(),
                    (System.nanoTime() - begun) / 1e9);
        }
    }

    private RunOptions options(Competitor one, EmbeddedBroker broker, FeedPlan plan) throws IOException {
        RunOptions options = new RunOptions();
        options.competitor = one.label();
        options.servers = broker.bootstrapServers();
        options.threads = size.threads;
        options.partitions = size.partitions;
        options.guarantee = size.guarantee;
        options.accesses = one.data().plan(plan).accesses();
        options.issuances = one.data().issuances(plan, size.partitions);
        options.forged = one.data().plan(plan).forged();
        options.set = size.set;
        if (profile && one.isDetector()) {
            Files.createDirectories(size.out);
            options.profile = size.out.toAbsolutePath().toString();
        }
        return options;
    }

    private void run(EmbeddedBroker broker, FeedPlan plan, Competitor one, int round)
            throws IOException, InterruptedException, ExecutionException {
        String name = one.label() + '-' + round;
        if (one == Competitor.STREAMS_COPY || one == Competitor.NAIVE_JOIN) {
            broker.create(size.partitions, PlainStreams.output(name));
        }
        RunFigures figures = processes.get(one).run(name);
        BenchTopics topics = new BenchTopics(broker.bootstrapServers());
        Set<String> truth = new BenchFeed(one.data().plan(plan)).truth();
        if (one.isDetector()) {
            Answer answer = Answer.ofAlerts(topics.all(name + "-alerts"), truth);
            answers.put(one, answer);
            if (!answer.isRight()) {
                throw new IllegalStateException(
                        "The answer of " + name + " is wrong: " + answer + ' ' + answer.example());
            }
        } else if (one == Competitor.NAIVE_JOIN) {
            Set<String> accused = topics.all(PlainStreams.output(name)).stream()
                    .map(record -> new String(record, StandardCharsets.UTF_8))
                    .collect(Collectors.toSet());
            answers.put(one, Answer.of(accused, truth));
        }
        topics.deleteAll(name);
        out.printf(
                Locale.ROOT,
                "%-9s %-17s %7.1f k records/s  %6.2f CPU s/M  %6.0f MB%n",
                round == 0 ? "warming" : "round " + round,
                one.label(),
                figures.rate(),
                figures.cpu(),
                figures.residentMb());
        if (round > 0) {
            runs.get(one).add(figures);
        }
    }

    private void report() throws IOException {
        out.printf(
                "%n%-17s %9s %9s %9s  %11s  %8s  %s%n",
                "k records/s", "min", "median", "max", "CPU s/M", "MB", "answer");
        Map<String, Spread> rates = new LinkedHashMap<>();
        Map<String, Object> figures = new LinkedHashMap<>();
        runs.forEach((one, its) -> {
            Spread rate = Spread.of(its.stream().map(RunFigures::rate).toList());
            Spread cpu = Spread.of(its.stream().map(RunFigures::cpu).toList());
            Spread resident = Spread.of(its.stream().map(RunFigures::residentMb).toList());
            String answer = answers.containsKey(one) ? answers.get(one).toString() : "-";
            rates.put(one.label(), rate);
            figures.put(
                    one.label(),
                    Map.of("what", one.sentence(), "runs", its, "cpu_seconds_a_million", cpu, "answer", answer));
            out.printf(
                    Locale.ROOT,
                    "%-17s %9.1f %9.1f %9.1f  %11.2f  %8.0f  %s%n",
                    one.label(),
                    rate.min(),
                    rate.median(),
                    rate.max(),
                    cpu.median(),
                    resident.max(),
                    answer);
        });
        new BenchReport(
                        "throughput",
                        "Throughput, " + size.tokens + " live tokens, " + size.threads + " threads",
                        "thousand records a second",
                        size.given(),
                        figures,
                        rates,
                        Ratio.of(rates, RATIOS))
                .write(size.out, out);
    }
}
