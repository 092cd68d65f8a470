package org.forgedtoken.detector.bench;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.forgedtoken.detector.runtime.EmbeddedBroker;

/** A feed on a broker of its own, in this process: its topics are called the same whatever its size. */
record Backlog(EmbeddedBroker broker, FeedPlan plan, int partitions) implements AutoCloseable {

    /** On a broker that holds nothing yet. */
    static Backlog start(FeedPlan plan, int partitions) {
        // Both threads of a client join in one go: a task that moves in the middle of a run would be measured, too.
        return new Backlog(EmbeddedBroker.start(Map.of("group.initial.rebalance.delay.ms", "1000")), plan, partitions);
    }

    /** Writes the feed, in each way that somebody reads it. */
    void load(Set<DataSet> data, PrintStream out) {
        for (DataSet one : data) {
            long begun = System.nanoTime();
            one.load(broker, plan, partitions);
            out.printf(
                    Locale.ROOT,
                    "loaded %s: %d accesses, %d tokens, %.1f s%n",
                    one.label(),
                    one.plan(plan).accesses(),
                    one.plan(plan).tokens(),
                    (System.nanoTime() - begun) / 1e9);
        }
    }

    /** What to tell a competitor of it. */
    RunOptions options(Competitor who) {
        RunOptions options = new RunOptions();
        options.competitor = who.label();
        options.servers = broker.bootstrapServers();
        options.partitions = partitions;
        options.accesses = who.data().plan(plan).accesses();
        options.issuances = who.data().issuances(plan, partitions);
        options.forged = who.data().plan(plan).forged();
        return options;
    }

    @Override
    public void close() {
        broker.close();
    }
}
