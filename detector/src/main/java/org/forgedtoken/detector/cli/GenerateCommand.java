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
import org.forgedtoken.detector.demo.Fault;
import org.forgedtoken.detector.demo.Outage;
import org.forgedtoken.detector.demo.SampleFiles;
import org.forgedtoken.detector.demo.Timing;
import org.forgedtoken.detector.demo.TrafficPlan;
import org.forgedtoken.detector.demo.Truth;
import org.forgedtoken.detector.settings.Durations;
import org.jspecify.annotations.Nullable;
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
        description =
                "Writes sample feeds with forged tokens in them: access.jsonl, issuance.jsonl, jwks.json, and in truth.json"
                        + " what must be found in them. The same options give the same bytes.")
public final class GenerateCommand implements Callable<Integer> {

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
            names = "--start",
            paramLabel = "TIME",
            description = "When the traffic begins, RFC 3339 (default: 2025-06-02T00:00:00Z).")
    private Instant start = TrafficPlan.SAMPLE_START;

    @Option(
            names = "--duration",
            paramLabel = "D",
            defaultValue = "1d",
            converter = DurationOption.class,
            description = "How long users are active, such as 90m or 1d (default: ${DEFAULT-VALUE}).")
    private Duration duration = Duration.ofDays(1);

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "2",
            description = "Accesses a second (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--issuers",
            paramLabel = "N",
            defaultValue = "2",
            description = "1 or 2; the second sets no token ids (default: ${DEFAULT-VALUE}).")
    private int issuers;

    @Option(
            names = "--forged",
            paramLabel = "N",
            defaultValue = "110",
            description =
                    "Forged, altered and misused tokens, spread evenly over all kinds (default: ${DEFAULT-VALUE}).")
    private int forged;

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

    @Override
    public Integer call() throws IOException {
        TrafficPlan plan = plan();
        OutFolder.check(spec, out, force);
        OutFolder.make(out);
        PrintWriter err = spec.commandLine().getErr();
        Progress progress =
                new Progress(err, plan.start().toEpochMilli(), plan.duration().toMillis());
        Truth truth = SampleFiles.write(plan, out, progress);
        progress.end();
        err.printf(
                "%d accesses, %d issuance records, %d faults planted: %s%n",
                truth.accesses(), truth.issuances(), truth.planted().size(), out);
        err.flush();
        return 0;
    }

    private TrafficPlan plan() {
        if (forged < 0) {
            throw wrong("--forged must not be negative");
        }
        Map<Fault, Integer> counts = new EnumMap<>(TrafficPlan.Attack.evenly(forged));
        if (faults != null) {
            counts.putAll(faults);
        }
        Duration after = attackAfter == null ? duration.dividedBy(10) : attackAfter;
        try {
            return new TrafficPlan(
                    seed,
                    start,
                    duration,
                    rate,
                    issuers,
                    Timing.defaults(),
                    new TrafficPlan.Attack(counts, after, duration.minus(after)),
                    TrafficPlan.Gap.halfway(outage, duration));
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
