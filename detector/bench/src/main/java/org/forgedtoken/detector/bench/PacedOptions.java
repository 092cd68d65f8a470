package org.forgedtoken.detector.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What the benches take that play a feed at a steady pace. */
final class PacedOptions {
    @Option(
            names = "--start",
            defaultValue = "60",
            description = "Seconds for start and the loading of the ledger (${DEFAULT-VALUE}).")
    int start;

    @Option(names = "--pace", defaultValue = "20000", description = "Accesses a second (${DEFAULT-VALUE}).")
    int pace;

    @Option(names = "--forged", defaultValue = "10", description = "Forged tokens a second (${DEFAULT-VALUE}).")
    int forged;

    @Option(names = "--tokens", defaultValue = "500000", description = "Live tokens (${DEFAULT-VALUE}).")
    int tokens;

    @Option(names = "--partitions", defaultValue = "4", description = "Of each topic (${DEFAULT-VALUE}).")
    int partitions;

    @Option(names = "--threads", defaultValue = "2", description = "Of the detector (${DEFAULT-VALUE}).")
    int threads;

    @Option(names = "--jvm", defaultValue = DetectorProcess.JVM, description = "Flags of its JVM (${DEFAULT-VALUE}).")
    String jvm = "";

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the detector; may be repeated.")
    Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "detector/target/bench",
            description = "Where JSON and plot go (${DEFAULT-VALUE}).")
    Path folder = Path.of("");

    List<String> jvmFlags() {
        return List.of(jvm.split(" "));
    }

    /** As they are to stand in the JSON. */
    Map<String, Object> given() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("pace", pace);
        given.put("forged_a_second", forged);
        given.put("tokens", tokens);
        given.put("partitions", partitions);
        given.put("threads", threads);
        given.put("jvm", jvmFlags());
        given.put("set", set);
        return given;
    }
}
