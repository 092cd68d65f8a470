package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** Competitors that run in turns, a line for each run; it ends their processes and the brokers they read from. */
final class Race implements AutoCloseable {
    /** Of what {@link #rates} tells. */
    static final String UNIT = "thousand records a second";

    private final FeedOptions size;
    private final PrintStream out;
    private final List<Backlog> backlogs = new ArrayList<>();
    private final List<Runner> field = new ArrayList<>();

    Race(FeedOptions size, PrintStream out) {
        this.size = size;
        this.out = out;
    }

    /** A feed, loaded. */
    Backlog backlog(FeedPlan plan, Set<DataSet> data) {
        Backlog backlog = Backlog.start(plan, size.partitions);
        backlogs.add(backlog);
        backlog.load(data, out);
        return backlog;
    }

    /**
     * Starts the process of one that takes part.
     *
     * @param profile where recordings of its runs go; empty: there are none
     */
    void enter(String name, Competitor who, Backlog backlog, String profile) throws IOException {
        RunOptions options = backlog.options(who);
        options.threads = size.threads;
        options.guarantee = size.guarantee;
        options.set = size.set;
        options.profile = profile;
        field.add(new Runner(name, backlog, size.jvmFlags(), options));
    }

    /** Rounds that warm, and those that count; each begins with another. */
    void run() throws IOException, InterruptedException, ExecutionException {
        String line = "%-9s %-" + width()
                + "s %7.1f k records/s  %6.2f CPU s/M  %6.2f broker's  %6.0f MB  %5.1f %% ordinary%n";
        for (int round = 0; round < size.warm + size.rounds; round++) {
            for (int i = 0; i < field.size(); i++) {
                Runner one = field.get((i + round) % field.size());
                boolean counts = round >= size.warm;
                RunFigures figures = one.run(round, counts);
                String turn = counts ? "round " + (round - size.warm + 1) : "warming";
                out.printf(
                        Locale.ROOT,
                        line,
                        turn,
                        one.name(),
                        figures.rate(),
                        figures.cpu(),
                        figures.brokerCpu(),
                        figures.residentMb(),
                        100 * figures.ordinary());
            }
        }
    }

    /** Prints a line for each that took part. */
    void printTable() {
        String name = "%-" + width() + "s ";
        out.printf(
                "%n" + name + "%9s %9s %9s  %11s  %8s  %8s  %9s  %s%n",
                "k records/s",
                "min",
                "median",
                "max",
                "CPU s/M",
                "broker's",
                "MB",
                "ordinary",
                "answer");
        for (Runner one : field) {
            out.printf(
                    Locale.ROOT,
                    name + "%9.1f %9.1f %9.1f  %11.2f  %8.2f  %8.0f  %7.1f %%  %s%n",
                    one.name(),
                    one.rate().min(),
                    one.rate().median(),
                    one.rate().max(),
                    one.cpu().median(),
                    one.brokerCpu().median(),
                    one.residentMb(),
                    100 * one.ordinary().median(),
                    one.answer());
        }
    }

    private int width() {
        return field.stream().mapToInt(one -> one.name().length()).max().orElse(1);
    }

    Map<String, Spread> rates() {
        return byName(Runner::rate);
    }

    Map<String, Double> residentMb() {
        return byName(Runner::residentMb);
    }

    Map<String, Object> figures() {
        return byName(Runner::figures);
    }

    private <T> Map<String, T> byName(Function<Runner, ? extends T> figure) {
        Map<String, T> all = new LinkedHashMap<>();
        field.forEach(one -> all.put(one.name(), figure.apply(one)));
        return all;
    }

    @Override
    public void close() {
        field.forEach(Runner::close);
        backlogs.forEach(Backlog::close);
    }
}
