package org.forgedtoken.detector.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.forgedtoken.detector.demo.Fault;
import org.forgedtoken.detector.demo.Preset;
import org.forgedtoken.detector.demo.Traffic.SampleFiles;
import org.forgedtoken.detector.demo.TrafficPlan;
import org.forgedtoken.detector.demo.TrafficPlan.Outage;
import org.forgedtoken.detector.demo.Truth;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes seeded sample feeds, with the truth beside them. */
@Command(name = "generate")
public final class GenerateCommand extends Action {
    /** Where neither duration nor rate is asked: enough to see everything, and no hundreds of megabytes. */
    private static final Duration SHORT = Duration.ofHours(2);

    private static final double SLOW = 0.5;
    /** With its share of the issuances. */
    private static final double BYTES_AN_ACCESS = 515;

    @Option(names = "--out", paramLabel = "DIR", required = true)
    private Path out = Path.of("");

    @Option(names = "--force")
    private boolean force;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
    private long seed;

    @Option(names = "--scenario", paramLabel = "NAME")
    private Preset scenario = Preset.MEMBERS;

    @Option(names = "--start", paramLabel = "TIME")
    private @Nullable Instant start;

    @Option(names = "--duration", paramLabel = "D")
    private @Nullable Duration duration;

    @Option(names = "--rate", paramLabel = "R")
    private @Nullable Double rate;

    @Option(names = "--issuers", paramLabel = "N")
    private @Nullable Integer issuers;

    @Option(names = "--forged", paramLabel = "N")
    private @Nullable Integer forged;

    @Option(names = "--fault", paramLabel = "KIND=N")
    private Map<Fault, Integer> faults = new EnumMap<>(Fault.class);

    @Option(names = "--attack-after", paramLabel = "D")
    private @Nullable Duration attackAfter;

    @Option(names = "--outage", paramLabel = "KIND", defaultValue = "none")
    private Outage outage = Outage.NONE;

    @Option(names = "--crawl-accounts", paramLabel = "N")
    private @Nullable Integer crawlAccounts;

    @Override
    public Integer call() throws IOException {
        TrafficPlan plan = plan();
        checkFolder(out, force);
        makeFolder(out);
        PrintWriter err = err();
        err.printf("About %d MB will be written to %s.%n", megabytes(plan), out);
        Progress progress = new Progress(err);
        progress.begin("Writing", plan.start().toEpochMilli(), plan.duration().toMillis());
        Truth truth = SampleFiles.write(plan, out, progress);
        progress.end();
        err.printf(
                "%d accesses, %d issuance records, %d faults planted: %s%n",
                truth.accesses(), truth.issuances(), truth.planted().size(), out);
        return 0;
    }

    /** As measured: the rate is a rough one, and services go by their own pace. */
    private static long megabytes(TrafficPlan plan) {
        double seconds = plan.duration().toSeconds();
        double accesses = 1.35 * plan.rate() * seconds
                + 5.4 * seconds / plan.timing().pace().toSeconds()
                + plan.campaign().accesses();
        return Math.max(1, Math.round(accesses * BYTES_AN_ACCESS / 1e6));
    }

    private TrafficPlan plan() {
        TrafficPlan usual = scenario.plan(seed);
        int total = forged == null ? scenario.faults() : forged;
        if (total < 0) {
            throw wrong("--forged must not be negative");
        }
        Map<Fault, Integer> counts = new EnumMap<>(TrafficPlan.Attack.evenly(total));
        counts.putAll(faults);
        Duration own = scenario == Preset.MEMBERS ? SHORT : usual.duration();
        Duration length = duration == null ? own : duration;
        Duration after = attackAfter == null ? length.dividedBy(10) : attackAfter;
        try {
            return new TrafficPlan(
                    seed,
                    start == null ? usual.start() : start,
                    length,
                    rate == null ? (scenario == Preset.ATTACK ? SLOW : usual.rate()) : rate,
                    issuers == null ? usual.issuers() : issuers,
                    usual.timing(),
                    new TrafficPlan.Attack(counts, after, length.minus(after)),
                    TrafficPlan.Gap.halfway(outage, length),
                    usual.site(),
                    crawlAccounts == null
                            ? scenario.campaign(length)
                            : scenario.campaign(length).withAccounts(crawlAccounts));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }
}
