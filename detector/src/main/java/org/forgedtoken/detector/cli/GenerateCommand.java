package org.forgedtoken.detector.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.forgedtoken.detector.demo.Campaign;
import org.forgedtoken.detector.demo.Fault;
import org.forgedtoken.detector.demo.Outage;
import org.forgedtoken.detector.demo.Preset;
import org.forgedtoken.detector.demo.SampleFiles;
import org.forgedtoken.detector.demo.Site;
import org.forgedtoken.detector.demo.Timing;
import org.forgedtoken.detector.demo.TrafficPlan;
import org.forgedtoken.detector.demo.Truth;
import org.forgedtoken.detector.settings.Durations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Writes seeded sample feeds, with the truth beside them. */
@Command(
        name = "generate",
        description = "Writes sample feeds: access.jsonl, issuance.jsonl, jwks.json, for a scenario also keys.jsonl and"
                + " accounts.jsonl, and in truth.json what must be found in them. The same options give the same"
                + " bytes.")
public final class GenerateCommand implements Callable<Integer> {

    private static final int FAULTS = 110;
    private static final double RATE = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private CommandSpec spec;

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
            converter = PresetOption.class,
            description =
                    "attack: a day with the whole attack in it. honest-week: a week of honest traffic. breach: 314"
                            + " days, the case of 2025 at one to a thousand. The other options change it (default: members who"
                            + " log in, and single faults).")
    private @Nullable Preset scenario;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "When the traffic begins, RFC 3339 (default: 2025-06-02T00:00:00Z; breach: 2025-01-01).")
    private @Nullable Instant start;

    @Option(
            names = "--duration",
            paramLabel = "D",
            converter = DurationOption.class,
            description = "How long users are active, such as 90m or 1d (default: 1d, or the scenario's).")
    private @Nullable Duration duration;

    @Option(names = "--rate", paramLabel = "R", description = "Accesses a second (default: 2; attack: 4; breach: 0.3).")
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
    private @Nullable Map<Fault, Integer> faults;

    @Option(
            names = "--attack-after",
            paramLabel = "D",
            converter = DurationOption.class,
            description = "Time from the start to the first fault (default: a tenth of the duration).")
    private @Nullable Duration attackAfter;

    @Option(
            names = "--outage",
            paramLabel = "KIND",
            defaultValue = "none",
            converter = OutageOption.class,
            description = "Half an hour's issuance records, in the middle: none (no outage), lost, late, shuffled.")
    private Outage outage = Outage.NONE;

    @ArgGroup(exclusive = false, validate = false, heading = "What of the scenario's attack is to be different:%n")
    private CrawlOptions crawl = new CrawlOptions();

    @Override
    public Integer call() throws IOException {
        TrafficPlan plan = plan();
        OutFolder.check(spec, out, force);
        OutFolder.make(out);
        PrintWriter err = spec.commandLine().getErr();
        Progress progress = new Progress(
                err, "Writing", plan.start().toEpochMilli(), plan.duration().toMillis());
        Truth truth = SampleFiles.write(plan, out, progress);
        progress.end();
        err.printf(
                "%d accesses, %d issuance records, %d faults planted: %s%n",
                truth.accesses(), truth.issuances(), truth.planted().size(), out);
        err.flush();
        return 0;
    }

    private TrafficPlan plan() {
        int total = forged != null ? forged : scenario == null ? FAULTS : scenario.faults();
        if (total < 0) {
            throw wrong("--forged must not be negative");
        }
        Map<Fault, Integer> counts = new EnumMap<>(TrafficPlan.Attack.evenly(total));
        if (faults != null) {
            counts.putAll(faults);
        }
        Duration length = duration != null ? duration : scenario == null ? Duration.ofDays(1) : scenario.duration();
        Duration after = attackAfter == null ? length.dividedBy(10) : attackAfter;
        try {
            return new TrafficPlan(
                    seed,
                    start != null ? start : scenario == null ? TrafficPlan.SAMPLE_START : scenario.start(),
                    length,
                    rate != null ? rate : scenario == null ? RATE : scenario.rate(),
                    issuers != null ? issuers : scenario == null ? 2 : scenario.issuers(),
                    scenario == null ? Timing.defaults() : scenario.timing(),
                    new TrafficPlan.Attack(counts, after, length.minus(after)),
                    TrafficPlan.Gap.halfway(outage, length),
                    scenario == null ? Site.plain() : scenario.site(),
                    scenario == null ? Campaign.none() : crawl.over(scenario.campaign(length)));
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private ParameterException wrong(@Nullable String message) {
        return new ParameterException(spec.commandLine(), String.valueOf(message));
    }

    /** Reads an outage as it is written: in lower case, or as one likes. */
    static final class OutageOption implements ITypeConverter<Outage> {

        @Override
        public Outage convert(String text) {
            return Arrays.stream(Outage.values())
                    .filter(outage -> outage.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "must be one of none, lost, late and shuffled, but is '" + text + "'"));
        }
    }

    /** Reads the name of a scenario. */
    static final class PresetOption implements ITypeConverter<Preset> {

        @Override
        public Preset convert(String text) {
            return Arrays.stream(Preset.values())
                    .filter(preset -> preset.text().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "must be one of attack, honest-week and breach, but is '" + text + "'"));
        }
    }

    /** Reads {@code 250ms}, {@code 30s}, {@code 2m}, {@code 6h}, {@code 30d}. */
    static final class DurationOption implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            return Durations.parse(text)
                    .orElseThrow(() ->
                            new TypeConversionException("not a duration such as 30s, 2m, 6h or 1d: '" + text + "'"));
        }
    }
}
