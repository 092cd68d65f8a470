package org.forgedtoken.detector.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.forgedtoken.detector.demo.Campaign;
import org.forgedtoken.detector.demo.Fault;
import org.forgedtoken.detector.demo.Preset;
import org.forgedtoken.detector.demo.SampleFiles;
import org.forgedtoken.detector.demo.TrafficPlan;
import org.forgedtoken.detector.demo.TrafficPlan.Outage;
import org.forgedtoken.detector.demo.Truth;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes seeded sample feeds, with the truth beside them. */
@Command(
        name = "generate",
        description = "Writes sample feeds: access.jsonl, issuance.jsonl, jwks.json, for a scenario also keys.jsonl and"
                + " accounts.jsonl, and in truth.json what must be found in them. The same options give the same"
                + " bytes.")
public final class GenerateCommand extends Action {
    /** Where neither duration nor rate is asked: enough to see everything, and no hundreds of megabytes. */
    private static final Duration SHORT = Duration.ofHours(2);

    private static final double SLOW = 0.5;
    /** With its share of the issuances. */
    private static final double BYTES_AN_ACCESS = 515;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where to write; made if absent.")
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private Path out;

    @Option(names = "--force", description = "Write into a folder that is not empty, over what is there.")
    private boolean force;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Any whole number (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description =
                    "attack: a day with the whole attack in it. honest-week: a week of honest traffic. breach: 314"
                            + " days, the case of 2025 at one to a thousand. The other options change it (default: members"
                            + " who log in, and single faults).")
    private Preset scenario = Preset.MEMBERS;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "When the traffic begins, RFC 3339 (default: 2025-06-02T00:00:00Z; breach: 2025-01-01).")
    private @Nullable Instant start;

    @Option(
            names = "--duration",
            paramLabel = "D",
            description = "How long users are active, such as 90m or 1d (default: 2h, or the scenario's).")
    private @Nullable Duration duration;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Accesses a second (default: 2; attack: 0.5; breach: 0.3).")
    private @Nullable Double rate;

    @Option(
            names = "--issuers",
            paramLabel = "N",
            description = "1 or 2; the second sets no token ids (default: 2; breach: 1).")
    private @Nullable Integer issuers;

    @Option(
            names = "--forged",
            paramLabel = "N",
            description = "Forged, altered and misused tokens, spread evenly over all kinds (default: 110; honest-week"
                    + " and breach: 0).")
    private @Nullable Integer forged;

    @Option(
            names = "--fault",
            paramLabel = "KIND=N",
            description =
                    "How many of one kind, instead of its share of --forged, such as FORGED_FRESH=5; may be repeated.")
    private Map<Fault, Integer> faults = new EnumMap<>(Fault.class);

    @Option(
            names = "--attack-after",
            paramLabel = "D",
            description = "Time from the start to the first fault (default: a tenth of the duration).")
    private @Nullable Duration attackAfter;

    @Option(
            names = "--outage",
            paramLabel = "KIND",
            defaultValue = "none",
            description = "Half an hour's issuance records, in the middle: none (no outage), lost, late, shuffled.")
    private Outage outage = Outage.NONE;

    @ArgGroup(exclusive = false, validate = false, heading = "What of the scenario's attack is to be different:%n")
    private CrawlOptions crawl = new CrawlOptions();

    @Override
    public Integer call() throws IOException {
        TrafficPlan plan = plan();
        checkFolder(out, force);
        makeFolder(out);
        PrintWriter err = err();
        err.printf("About %d MB will be written to %s.%n", megabytes(plan), out);
        err.flush();
        Progress progress = new Progress(err);
        progress.begin("Writing", plan.start().toEpochMilli(), plan.duration().toMillis());
        Truth truth = SampleFiles.write(plan, out, progress);
        progress.end();
        err.printf(
                "%d accesses, %d issuance records, %d faults planted: %s%n",
                truth.accesses(), truth.issuances(), truth.planted().size(), out);
        err.flush();
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
                    scenario == Preset.MEMBERS ? Campaign.none() : crawl.over(scenario.campaign(length)));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }
}
