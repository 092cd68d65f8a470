package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.forgedtoken.detector.demo.IncidentTruth;
import org.forgedtoken.detector.demo.Outcome;
import org.forgedtoken.detector.demo.Preset;
import org.forgedtoken.detector.demo.Traffic.SampleFiles;
import org.forgedtoken.detector.demo.Truth;
import org.forgedtoken.detector.demo.Truth.Expected;
import org.forgedtoken.detector.replay.ReplayRequest.CompleteUntil;

/** Generates a whole scenario, replays it, and lists all in which the result differs from the truth. */
final class ScenarioCheck {
    private final Truth truth;
    private final Replayed replayed;
    private final List<String> differences = new ArrayList<>();

    private ScenarioCheck(Truth truth, Replayed replayed) {
        this.truth = truth;
        this.replayed = replayed;
    }

    /** Leaves nothing behind in the folder but what the replay wrote. */
    static void holds(Preset preset, long seed, Path folder) throws IOException {
        Path in = folder.resolve("in");
        long began = System.nanoTime();
        Truth truth = SampleFiles.write(preset.plan(seed), in, time -> {});
        Duration generating = Duration.ofNanos(System.nanoTime() - began);
        began = System.nanoTime();
        Replayed replayed = Replayed.of(
                List.of(in.resolve("access.jsonl").toString()),
                List.of(in.resolve("issuance.jsonl").toString()),
                List.of(in.resolve("keys.jsonl").toString()),
                List.of(in.resolve("accounts.jsonl").toString()),
                new CompleteUntil.Unsaid(),
                folder.resolve("out"));
        Duration replaying = Duration.ofNanos(System.nanoTime() - began);
        try (var files = Files.list(in)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        ScenarioCheck check = new ScenarioCheck(truth, replayed);
        check.alerts();
        check.incidents();
        System.out.printf(
                Locale.ROOT,
                "%s, seed %d: %d accesses made in %d s, replayed in %d s, alerts %s%n",
                preset,
                seed,
                truth.accesses(),
                generating.toSeconds(),
                replaying.toSeconds(),
                replayed.result.summary().openAlerts());
        check.firstFired();
        assertThat(check.differences).as("%s, seed %d", preset, seed).isEmpty();
    }

    private void alerts() throws IOException {
        SortedMap<String, SortedSet<String>> accused = replayed.accused();
        truth.expected()
                .forEach((rule, expected) -> compare(rule, expected, accused.getOrDefault(rule, new TreeSet<>())));
        if (truth.accesses(Outcome.UNDETERMINED_BEFORE_LEDGER) == 0 && accused.containsKey("token-undecidable")) {
            differences.add("token-undecidable: false " + accused.get("token-undecidable"));
        }
    }

    private void compare(String rule, Expected expected, SortedSet<String> accused) {
        SortedSet<String> missed = new TreeSet<>(expected.due().keySet());
        missed.removeAll(accused);
        SortedSet<String> wrong = new TreeSet<>(accused);
        wrong.removeAll(expected.due().keySet());
        wrong.removeAll(expected.uncertain());
        if (!missed.isEmpty()) {
            differences.add(rule + ": missed " + missed);
        }
        if (!wrong.isEmpty()) {
            differences.add(rule + ": false " + wrong);
        }
    }

    private void incidents() throws IOException {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        for (JsonNode incident : replayed.lines("incidents.jsonl")) {
            JsonNode what = incident.get("unmapped");
            found.put(
                    what.path("kind").asText()
                            + ' '
                            + what.path("issuer").asText()
                            + ' '
                            + what.path("key_id").asText("")
                            + what.path("source").asText(""),
                    what);
        }
        for (IncidentTruth wanted : truth.incidents()) {
            String key = wanted.keyId() == null ? "" : wanted.keyId();
            JsonNode incident = found.remove("key-compromise " + wanted.issuer() + ' ' + key);
            if (incident == null) {
                differences.add("incident of " + wanted.issuer() + ' ' + key + ": missed");
            } else {
                String seen = seen(incident);
                String expected = expected(wanted);
                if (!seen.equals(expected)) {
                    differences.add("incident of " + key + ": " + seen + " instead of " + expected);
                }
            }
        }
        if (!found.isEmpty()) {
            differences.add("incidents nobody planted: " + found.keySet());
        }
    }

    private static String seen(JsonNode incident) {
        Map<String, Long> endpoints = new TreeMap<>();
        incident.path("endpoints")
                .propertyStream()
                .forEach(one -> endpoints.put(one.getKey(), one.getValue().longValue()));
        return String.format(
                "%s, %s tokens, %s accounts (%s unknown), %s sources, %s accesses from %s to %s, %s",
                incident.path("proof").asText(),
                incident.path("tokens"),
                incident.path("accounts"),
                incident.path("accounts_unknown").toString(),
                incident.path("sources"),
                incident.path("accesses"),
                incident.path("first_use"),
                incident.path("last_use"),
                endpoints);
    }

    private static String expected(IncidentTruth wanted) {
        return String.format(
                "%s, %s tokens, %s accounts (%s unknown), %s sources, %s accesses from %s to %s, %s",
                wanted.verified() ? "verified" : "unverified",
                wanted.tokens(),
                wanted.accounts(),
                Integer.toString(wanted.accountsUnknown()),
                wanted.sources(),
                wanted.accesses(),
                wanted.firstUse().toEpochMilli(),
                wanted.lastUse().toEpochMilli(),
                new TreeMap<>(wanted.endpoints()));
    }

    /** Prints when, in event time, each rule first fired. */
    private void firstFired() throws IOException {
        Map<String, Long> first = new TreeMap<>();
        for (JsonNode alert : replayed.alerts().values()) {
            first.merge(Replayed.rule(alert), alert.get("start_time").longValue(), Math::min);
        }
        System.out.println(first.entrySet().stream()
                .map(one -> "  " + Instant.ofEpochMilli(one.getValue()) + "  " + one.getKey())
                .sorted()
                .collect(Collectors.joining("\n")));
    }
}
