package org.forgedtoken.detector.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A competitor on one backlog, in a process of its own that stays from run to run, and what its runs came to. */
final class Runner implements AutoCloseable {
    private final String name;
    private final Competitor who;
    private final Backlog backlog;
    private final ContestantProcess process;
    private final List<RunFigures> runs = new ArrayList<>();

    private @Nullable Answer answer;

    /** @param jvm flags of its process */
    Runner(String name, Backlog backlog, List<String> jvm, RunOptions options) throws IOException {
        this.name = name;
        this.who = options.who();
        this.backlog = backlog;
        process = new ContestantProcess(jvm, options);
    }

    /** What its figures are called. */
    String name() {
        return name;
    }

    /** Runs once and checks the answer; a run that warms does not count. */
    RunFigures run(int round, boolean counts) throws IOException, InterruptedException, ExecutionException {
        String run = who.label() + '-' + round;
        if (who == Competitor.STREAMS_COPY || who == Competitor.NAIVE_JOIN) {
            backlog.broker().create(backlog.partitions(), PlainStreams.output(run));
        }
        long begun = ownCpu();
        RunFigures figures = process.run(run);
        figures = figures.withBroker((ownCpu() - begun) / 1e9);
        BenchTopics topics = new BenchTopics(backlog.broker().bootstrapServers());
        answer = answer(topics, run);
        topics.deleteAll(run);
        if (counts) {
            runs.add(figures);
        }
        return figures;
    }

    /** Nanoseconds that this process has spent: the broker runs in it. */
    private static long ownCpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Null for one that judges nothing. */
    private @Nullable Answer answer(BenchTopics topics, String run) throws IOException {
        Set<String> truth = new BenchFeed(who.data().plan(backlog.plan())).truth();
        if (who.isDetector()) {
            Answer found = Answer.ofAlerts(topics.all(run + "-alerts"), truth);
            if (!found.isRight()) {
                throw new IllegalStateException(
                        "The answer of " + name + ", " + run + ", is wrong: " + found + ' ' + found.example());
            }
            return found;
        }
        if (who == Competitor.NAIVE_JOIN) {
            Set<String> accused = topics.all(PlainStreams.output(run)).stream()
                    .map(record -> new String(record, StandardCharsets.UTF_8))
                    .collect(Collectors.toSet());
            return Answer.of(accused, truth);
        }
        return null;
    }

    /** Thousand records a second. */
    Spread rate() {
        return Spread.of(runs.stream().map(RunFigures::rate).toList());
    }

    /** CPU seconds a million records. */
    Spread cpu() {
        return Spread.of(runs.stream().map(RunFigures::cpu).toList());
    }

    /** The same of the broker. */
    Spread brokerCpu() {
        return Spread.of(runs.stream().map(RunFigures::brokerCpu).toList());
    }

    /** The share of the accesses that were proved ordinary at once. */
    Spread ordinary() {
        return Spread.of(runs.stream().map(RunFigures::ordinary).toList());
    }

    /** The most memory its process has held, MB. */
    double residentMb() {
        return Spread.of(runs.stream().map(RunFigures::residentMb).toList()).max();
    }

    /** The last answer in words. */
    String answer() {
        return answer == null ? "-" : answer.toString();
    }

    /** As it is to stand in the JSON. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("what", who.sentence());
        figures.put("tokens", who.data().plan(backlog.plan()).tokens());
        figures.put("runs", runs);
        figures.put("cpu_seconds_a_million", cpu());
        figures.put("broker_cpu_seconds_a_million", brokerCpu());
        figures.put("ordinary", ordinary());
        figures.put("answer", answer());
        return figures;
    }

    @Override
    public void close() {
        process.close();
    }
}
