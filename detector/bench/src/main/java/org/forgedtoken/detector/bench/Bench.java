package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** What {@code detector/bin/bench} starts; it returns 0 where a figure was measured and its answer was right. */
@Command(
        name = "bench",
        description = "Measures the detector. Each bench makes its own data, and checks the answer before the figure.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "BENCH",
        subcommands = {
            ThroughputBench.class,
            GrowthBench.class,
            MemoryBench.class,
            RestoreBench.class,
            LatencyBench.class,
            SoakBench.class,
            ReplayBench.class,
            DecisionBench.class,
            FloodBench.class,
            FloodFiles.class,
            ProfileCommand.class,
            ContestantCommand.class
        })
public final class Bench implements Runnable {
    private final CommandLine line = new CommandLine(this);

    private Bench() {}

    /** Measures what the first argument names. */
    public static void main(String[] args) {
        System.exit(new Bench().line.execute(args));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(line, "Which bench?");
    }

    @Command(name = "rates", description = "Scores the rate model on labelled series, laid out like the NAB corpus.")
    void rates(@Parameters(paramLabel = "DIR") Path folder) throws IOException {
        new RatesBench().run(folder, System.out);
    }

    @Command(name = "account-days", description = "Runs the rate model on access logs without an attack.")
    void accountDays(@Parameters(paramLabel = "DIR") Path folder) throws IOException {
        new AccountDays().run(folder, System.out);
    }

    @Command(name = "resident", hidden = true)
    void resident(@Parameters(paramLabel = "DIGEST") boolean digest) throws IOException {
        System.out.println(MemoryBench.growthHere(digest));
    }
}
