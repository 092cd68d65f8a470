package org.forgedtoken.detector.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import picocli.CommandLine.Option;

/** What a competitor is told once: by whom it is started, as options of its process. */
final class RunOptions {
    @Option(names = "--competitor", required = true)
    String competitor = "";

    @Option(names = "--servers", required = true)
    String servers = "";

    @Option(names = "--threads")
    int threads = 2;

    @Option(names = "--partitions")
    int partitions = 4;

    @Option(names = "--guarantee")
    String guarantee = "exactly_once_v2";

    @Option(names = "--accesses")
    long accesses;

    @Option(names = "--issuances")
    long issuances;

    @Option(names = "--forged")
    long forged;

    @Option(names = "--profile", description = "Where to put a recording of each run.")
    String profile = "";

    @Option(names = "--set")
    Map<String, String> set = new LinkedHashMap<>();

    Competitor who() {
        return Competitor.named(competitor);
    }

    long records() {
        return accesses + issuances;
    }

    /** The options in words, to start a process with. */
    List<String> arguments() {
        List<String> words = new ArrayList<>(List.of(
                "--competitor=" + competitor,
                "--servers=" + servers,
                "--threads=" + threads,
                "--partitions=" + partitions,
                "--guarantee=" + guarantee,
                "--accesses=" + accesses,
                "--issuances=" + issuances,
                "--forged=" + forged,
                "--profile=" + profile));
        set.forEach((key, value) -> words.add("--set=" + key + '=' + value));
        return words;
    }

    /**
     * The detector's settings for one run: topics and group of its own. The silence between the feed's end and today is no
     * outage.
     */
    Settings settings(String run, String stateDir) {
        Competitor who = who();
        Map<String, String> all = new LinkedHashMap<>();
        for (String kind : List.of("keys", "accounts", "actions", "alerts", "incidents", "blocklist", "dead-letters")) {
            all.put("topic." + kind, run + '-' + kind);
        }
        all.put("topic.access", who.data().accessTopic());
        all.put("topic.issuance", who.data().issuanceTopic());
        all.put("ledger.max-silence", "30d");
        // Each forged token is to have an alert of its own: a roll-up would hide what was missed.
        all.put("incident.alert-max", Long.toString(Math.max(10_000, forged)));
        all.put("http.port", "0");
        all.put("kafka.bootstrap.servers", servers);
        all.put("kafka.application.id", run);
        all.put("kafka.state.dir", stateDir);
        all.put("kafka.num.stream.threads", Integer.toString(threads));
        all.put("kafka.processing.guarantee", who == Competitor.DETECTOR_ALO ? "at_least_once" : guarantee);
        if (who.isDetector() && who.isKeyed()) {
            all.put("access.keyed", "true");
            all.put("issuance.keyed", "true");
        }
        all.putAll(set);
        return Settings.read(new Sources(Optional.empty(), Map.of(), all));
    }
}
