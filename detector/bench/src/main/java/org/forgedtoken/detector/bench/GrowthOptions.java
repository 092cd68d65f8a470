package org.forgedtoken.detector.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Several feeds that differ in their live tokens alone. */
final class GrowthOptions extends FeedOptions {
    @Option(
            names = "--tokens",
            split = ",",
            paramLabel = "SIZES",
            defaultValue = "500000,1000000,2000000,5000000",
            description = "Live tokens of each feed, separated by commas (${DEFAULT-VALUE}).")
    private List<Integer> tokens = new ArrayList<>();

    /** Each once, from the least to the most. */
    List<Integer> sizes() {
        return tokens.stream().distinct().sorted().toList();
    }

    Map<String, Object> given() {
        return given(sizes());
    }
}
