package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench profile}: where a recording's time and memory went. */
@Command(
        name = "profile",
        description = {
            "Sums up a flight recording, such as those of `throughput --profile`: the methods in which time was spent,"
                    + " the steps on whose behalf, and what was allocated where. Shares are of the samples of the"
                    + " threads that Kafka Streams works with.",
            "",
            "A step is the first method of the detector below the sample; --below gives another package's."
        })
final class ProfileCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(names = "--top", defaultValue = "25", description = "Lines of each list (${DEFAULT-VALUE}).")
    private int top;

    @Option(
            names = "--below",
            paramLabel = "PACKAGE",
            defaultValue = "org.forgedtoken.",
            description = "Whose methods are steps (${DEFAULT-VALUE}).")
    private String below = "";

    @Option(
            names = "--threads",
            paramLabel = "TEXT",
            defaultValue = "StreamThread",
            description = "Threads whose names contain this (${DEFAULT-VALUE}); '' for all.")
    private String threads = "";

    private final Map<String, Double> self = new HashMap<>();
    private final Map<String, Double> steps = new HashMap<>();
    private final Map<String, Double> inclusive = new HashMap<>();
    private final Map<String, Double> classes = new HashMap<>();
    private final Map<String, Double> allocating = new HashMap<>();

    @Override
    public Integer call() throws IOException {
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                take(events.readEvent());
            }
        }
        PrintStream out = System.out;
        print(out, "time, by method", self);
        print(out, "time, by step", steps);
        print(out, "time, by step and all that it calls", inclusive);
        print(out, "allocation, by class", classes);
        print(out, "allocation, by step", allocating);
        return 0;
    }

    private void take(RecordedEvent event) {
        String type = event.getEventType().getName();
        boolean isSample = type.equals("jdk.ExecutionSample");
        if ((!isSample && !type.equals("jdk.ObjectAllocationSample")) || event.getStackTrace() == null) {
            return;
        }
        var thread = isSample ? event.getThread("sampledThread") : event.getThread("eventThread");
        if (thread == null || !String.valueOf(thread.getJavaName()).contains(threads)) {
            return;
        }
        RecordedStackTrace stack = event.getStackTrace();
        List<String> named =
                stack.getFrames().stream().map(ProfileCommand::name).toList();
        String step = named.stream()
                .filter(name -> name.startsWith(below))
                .findFirst()
                .orElse("(none of " + below + "*)");
        if (isSample) {
            self.merge(named.get(0), 1.0, Double::sum);
            steps.merge(step, 1.0, Double::sum);
            named.stream()
                    .filter(name -> name.startsWith(below))
                    .distinct()
                    .forEach(name -> inclusive.merge(name, 1.0, Double::sum));
        } else {
            RecordedClass allocated = event.getClass("objectClass");
            double weight = event.getLong("weight");
            classes.merge(allocated.getName(), weight, Double::sum);
            allocating.merge(step, weight, Double::sum);
        }
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + '.' + frame.getMethod().getName();
    }

    private void print(PrintStream out, String title, Map<String, Double> weights) {
        // What calls another of the list is counted in both, so that the sum of these is no whole.
        double all = (weights == inclusive ? self : weights)
                .values().stream().mapToDouble(Double::doubleValue).sum();
        out.printf("%n%s%n", title);
        weights.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .limit(top)
                .forEach(line -> out.printf(Locale.ROOT, "%5.1f %%  %s%n", 100 * line.getValue() / all, line.getKey()));
    }
}
