package org.forgedtoken.detector.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What benches on a feed of their own have in common, but for how many tokens are live in it. */
abstract class FeedOptions {
    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Each competitor runs so often (${DEFAULT-VALUE}), in turns.")
    int rounds;

    @Option(
            names = "--warm",
            defaultValue = "3",
            description = "Rounds before those (${DEFAULT-VALUE}): until then the compiler is measured.")
    int warm;

    @Option(names = "--accesses", defaultValue = "5000000", description = "Access records (${DEFAULT-VALUE}).")
    int accesses;

    @Option(names = "--forged", defaultValue = "300", description = "Forged tokens among them (${DEFAULT-VALUE}).")
    int forged;

    @Option(names = "--seed", defaultValue = "1", description = "Of the feeds (${DEFAULT-VALUE}).")
    long seed;

    @Option(names = "--partitions", defaultValue = "4", description = "Of each topic (${DEFAULT-VALUE}).")
    int partitions;

    @Option(names = "--threads", defaultValue = "2", description = "Threads of each competitor (${DEFAULT-VALUE}).")
    int threads;

    @Option(
            names = "--guarantee",
            defaultValue = "exactly_once_v2",
            description = "exactly_once_v2 or at_least_once, for all but detector-alo (${DEFAULT-VALUE}).")
    String guarantee = "";

    @Option(
            names = "--jvm",
            defaultValue = DetectorProcess.JVM,
            description = "Flags of each competitor's JVM, separated by spaces (${DEFAULT-VALUE}).")
    String jvm = "";

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the detector; may be repeated.")
    Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "detector/target/bench",
            description = "Where JSON, plot and recordings go (${DEFAULT-VALUE}).")
    Path out = Path.of("");

    final List<String> jvmFlags() {
        return Arrays.stream(jvm.split(" ")).filter(flag -> !flag.isEmpty()).toList();
    }

    /** Ends so long ago that its last word is not ahead of the clock. */
    final FeedPlan plan(int tokens) {
        long end = System.currentTimeMillis() - DataSet.AFTER - 60_000;
        return FeedPlan.backlog(seed, tokens, accesses, Math.min(forged, accesses / 1_000), end);
    }

    /** @param tokens as they were asked for */
    final Map<String, Object> given(Object tokens) {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("rounds", rounds);
        given.put("accesses", accesses);
        given.put("tokens", tokens);
        given.put("forged", forged);
        given.put("partitions", partitions);
        given.put("threads", threads);
        given.put("guarantee", guarantee);
        given.put("jvm", jvm);
        given.put("set", set);
        return given;
    }
}
