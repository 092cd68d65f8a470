package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code bench flood}. */
@Command(
        name = "flood",
        defaultValueProvider = FloodBench.Smaller.class,
        description = {
            "Plays honest traffic with a forged token every so often, as `bench latency` does, first alone and then beside"
                    + " a flood of garbage tokens, and prints for both how long after it could be decided the alert of a"
                    + " forged token can be read, and what memory the detector holds. Each kind of flood has a detector"
                    + " of its own.",
            "",
            "A forged token without an alert of its own, an honest one that is called forged, or an access that is not"
                    + " counted ends the bench."
        })
final class FloodBench implements Callable<Integer> {
    /** The traffic leaves room for the flood. */
    static final class Smaller implements IDefaultValueProvider {
        private static final Map<String, String> DEFAULTS =
                Map.of("--pace", "5000", "--forged", "5", "--tokens", "100000", "--start", "25");

        @Override
        public @Nullable String defaultValue(ArgSpec argument) {
            return argument instanceof OptionSpec option ? DEFAULTS.get(option.longestName()) : null;
        }
    }

    @Mixin
    private PacedOptions options = new PacedOptions();

    @Mixin
    private FloodOptions flood = new FloodOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, Object> figures = new LinkedHashMap<>();
        Map<String, Spread> spreads = new LinkedHashMap<>();
        PrintStream out = System.out;
        StringBuilder wrong = new StringBuilder();
        for (FloodKind kind : flood.kinds) {
            FloodRun.Result result = new FloodRun(options, flood).of(kind);
            result.print(out);
            figures.put(kind.label(), result.json());
            spreads.put(kind.label() + " before", result.before().spread());
            spreads.put("detector, " + kind.label(), result.during().spread());
            if (!result.isRight()) {
                wrong.append(' ')
                        .append(kind.label())
                        .append(": ")
                        .append(result.answer())
                        .append(result.wrong())
                        .append(';');
            }
        }
        Map<String, Object> given = options.given();
        given.putAll(flood.given());
        String title = String.format(
                Locale.ROOT,
                "Alerts of forged tokens, %d honest and %d flooding accesses a second",
                options.pace,
                flood.pace);
        new BenchReport("flood", "seconds", given, figures, spreads, List.of())
                .write(options.folder, new BarPlot(title, "seconds from decidable to readable", spreads), out);
        if (wrong.length() > 0) {
            throw new IllegalStateException("The answer is wrong:" + wrong);
        }
        return 0;
    }
}
