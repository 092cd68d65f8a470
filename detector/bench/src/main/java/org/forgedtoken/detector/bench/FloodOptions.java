package org.forgedtoken.detector.bench;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a flood is like. */
final class FloodOptions {
    @Option(
            names = "--kinds",
            split = ",",
            defaultValue = "ACCEPTED,REFUSED,ISSUERS,KEYS,SOURCES,SOURCE,MEMBERS,TOKEN",
            description = "Which floods, each on a detector of its own (${DEFAULT-VALUE}).")
    List<FloodKind> kinds = List.of();

    @Option(
            names = "--flood-pace",
            defaultValue = "5000",
            description = "Accesses a second of the flood, beside those of the traffic (${DEFAULT-VALUE}).")
    int pace;

    @Option(
            names = "--flood-tokens",
            defaultValue = "10000000",
            description = "Of so many different tokens, in turn (${DEFAULT-VALUE}).")
    long tokens;

    @Option(names = "--before", defaultValue = "20", description = "Seconds without the flood (${DEFAULT-VALUE}).")
    int before;

    @Option(names = "--seconds", defaultValue = "30", description = "Seconds beside it (${DEFAULT-VALUE}).")
    int seconds;

    /** As they are to stand in the JSON. */
    Map<String, Object> given() {
        return Map.of("flood_pace", pace, "flood_tokens", tokens, "before_s", before, "seconds", seconds);
    }
}
