package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** {@code bench soak}. */
@Command(
        name = "soak",
        defaultValueProvider = SoakBench.Steady.class,
        description = {
            "Plays accesses at a steady pace for a long time, among them tokens that were never issued, as"
                    + " `bench latency` does, and prints for each part of that time how long after it could be decided"
                    + " the alert of a forged token can be read, and what memory the detector holds: both are to stay as"
                    + " they are.",
            "",
            "A forged token without its alert, an honest one that is called forged, or an access that is not counted as"
                    + " what it is ends the bench."
        })
final class SoakBench implements Callable<Integer> {
    /** What two cores do beside the broker and the feed. */
    static final class Steady implements IDefaultValueProvider {
        private static final Map<String, String> DEFAULTS = Map.of("--pace", "10000", "--forged", "1");

        @Override
        public @Nullable String defaultValue(ArgSpec argument) {
            return argument instanceof OptionSpec option ? DEFAULTS.get(option.longestName()) : null;
        }
    }

    private static final int MOST_PARTS = 10;
    private static final long PATIENCE = 60_000;
    private static final String LATENCY = "seconds from decidable to readable";
    private static final String MEMORY = "resident memory, MB";

    @Mixin
    private PacedOptions options = new PacedOptions();

    @Option(names = "--minutes", defaultValue = "30", description = "How long (${DEFAULT-VALUE}).")
    private int minutes;

    private final PrintStream out = System.out;
    private long looked;

    @Override
    public Integer call() throws IOException, InterruptedException {
        DecidableTimes decidable = new DecidableTimes(options.partitions);
        try (PacedDetector detector = new PacedDetector(options, minutes * 60, decidable)) {
            FeedPlan plan = detector.plan();
            long pid = detector.process().process().pid();
            NavigableMap<Integer, List<Double>> memory = new TreeMap<>();
            SeenAlerts seen = new SeenAlerts(detector.servers(), PacedDetector.ALERTS);
            try (seen) {
                detector.awaitLedger();
                detector.feed().play(() -> {
                    long now = System.currentTimeMillis();
                    look(memory, plan, now, pid);
                    return now > plan.end() + PATIENCE
                            || (now > plan.end() && seen.first().size() >= plan.forged());
                });
            }
            Answer answer = Answer.ofAlerts(seen.all(), new BenchFeed(plan).truth());
            CountedAccesses counted = new CountedAccesses(detector.process().meters());
            out.printf(
                    "%s; accesses %d issued %d never_issued %d%n",
                    answer, counted.all(), counted.of("issued"), counted.of("never_issued"));
            int forged = plan.forgedAccesses();
            String wrong = counted.check("accesses", counted.all(), plan.accesses())
                    .check("issued", counted.of("issued"), plan.accesses() - forged)
                    .check("never_issued", counted.of("never_issued"), forged)
                    .wrong();
            if (!answer.isRight() || !wrong.isEmpty()) {
                throw new IllegalStateException("The answer is wrong: " + answer.example() + wrong);
            }
            AlertWaits waits = new AlertWaits(plan, decidable, seen.first());
            report(waits.by(use -> part(plan, use)), memory, LiveHeap.of(pid));
        }
        return 0;
    }

    private int parts() {
        return Math.min(MOST_PARTS, minutes);
    }

    private int part(FeedPlan plan, long time) {
        long length = plan.end() - plan.firstAccess() + 1;
        return (int) Math.max(0, Math.min(parts() - 1, (time - plan.firstAccess()) * parts() / length));
    }

    /** Twice a second or so: each look reads a file. */
    private void look(NavigableMap<Integer, List<Double>> memory, FeedPlan plan, long now, long pid) {
        if (now - looked < 500 || now < plan.firstAccess()) {
            return;
        }
        looked = now;
        try {
            memory.computeIfAbsent(part(plan, now), p -> new ArrayList<>()).add(ResidentMemory.now(pid));
        } catch (IOException e) {
            throw new IllegalStateException("The detector has gone.", e);
        }
    }

    private void report(
            NavigableMap<Integer, List<Double>> waits, NavigableMap<Integer, List<Double>> memory, double heap)
            throws IOException {
        Map<String, Spread> spreads = new LinkedHashMap<>();
        NavigableMap<Integer, Spread> latency = overMinutes(waits);
        NavigableMap<Integer, Spread> resident = overMinutes(memory);
        latency.forEach((minute, wait) -> {
            Spread held = resident.getOrDefault(minute, wait);
            out.printf(
                    Locale.ROOT,
                    "until minute %3d  median %.3f s  max %.3f s  resident %.0f to %.0f MB%n",
                    minute,
                    wait.median(),
                    wait.max(),
                    held.min(),
                    held.max());
            spreads.put("until minute " + minute, wait);
        });
        out.printf(Locale.ROOT, "heap after a collection %.0f MB%n", heap);
        Map<String, Object> given = options.given();
        given.put("minutes", minutes);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put(LATENCY, latency);
        figures.put(MEMORY, resident);
        figures.put("heap after a collection, MB", heap);
        List<LinePlot.Panel> panels = List.of(
                new LinePlot.Panel(LATENCY + "; line: median, stroke: least to most", Map.of("detector", latency)),
                new LinePlot.Panel(MEMORY, Map.of("detector", resident)));
        String title = minutes + " minutes at " + options.pace + " accesses a second";
        new BenchReport("soak", "seconds", given, figures, spreads, List.of())
                .write(options.folder, new LinePlot(title, "minutes", panels), out);
    }

    private NavigableMap<Integer, Spread> overMinutes(NavigableMap<Integer, List<Double>> parts) {
        NavigableMap<Integer, Spread> spreads = new TreeMap<>();
        parts.forEach((part, figures) -> spreads.put((part + 1) * minutes / parts(), Spread.of(figures)));
        return spreads;
    }
}
