package org.forgedtoken.detector.bench;

import java.util.Map;
import picocli.CommandLine.Option;

/** One feed. */
final class SizeOptions extends FeedOptions {
    @Option(names = "--tokens", defaultValue = "500000", description = "Live tokens (${DEFAULT-VALUE}).")
    int tokens;

    FeedPlan plan() {
        return plan(tokens);
    }

    Map<String, Object> given() {
        return given(tokens);
    }
}
