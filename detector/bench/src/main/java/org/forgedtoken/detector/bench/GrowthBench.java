package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bench growth}. */
@Command(
        name = "growth",
        description = {
            "Prints how throughput and memory grow with the number of live tokens: the detector, on keyed topics and"
                    + " without WATCH, reads backlogs that have the same number of accesses and differ in their tokens,"
                    + " in turns with Kafka Streams that only reads and counts.",
            "",
            "Runs are measured as in bench throughput. Issuances count as records, so a backlog with more tokens is"
                    + " longer, and more of it is loading the ledger: what is to be compared from size to size is the"
                    + " ratio to Kafka Streams on the same backlog. Each size has a broker of its own, in this process,"
                    + " and each competitor a process at each size, so that its memory is of that size alone: the most"
                    + " that was resident, and with it what the collector keeps in reserve, up to -Xmx. What a token"
                    + " itself takes, bench memory says. A detector's run counts only if exactly the forged tokens are"
                    + " accused."
        })
final class GrowthBench implements Callable<Integer> {
    @Mixin
    private GrowthOptions size = new GrowthOptions();

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        List<FeedPlan> plans = size.sizes().stream().map(size::plan).toList();
        try (Race race = new Race(size, out)) {
            for (FeedPlan plan : plans) {
                Backlog backlog = race.backlog(plan, EnumSet.of(GrowthFigures.DETECTOR.data()));
                for (Competitor who : List.of(GrowthFigures.BESIDE, GrowthFigures.DETECTOR)) {
                    race.enter(GrowthFigures.name(who, plan.tokens()), who, backlog, "");
                }
            }
            race.run();
            report(race);
        }
        return 0;
    }

    private void report(Race race) throws IOException {
        race.printTable();
        GrowthFigures growth = new GrowthFigures(size.sizes(), race.rates(), race.residentMb());
        String title = "Growth with live tokens, " + size.accesses + " accesses, " + size.threads + " threads";
        new BenchReport("growth", Race.UNIT, size.given(), race.figures(), growth.rates(), growth.ratios())
                .write(size.out, growth.plot(title), out);
    }
}
