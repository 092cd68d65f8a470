package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.forgedtoken.detector.demo.IncidentTruth;
import org.forgedtoken.detector.demo.Outcome;
import org.forgedtoken.detector.demo.Preset;
import org.forgedtoken.detector.demo.Traffic.SampleFiles;
import org.forgedtoken.detector.demo.TrafficPlan;
import org.forgedtoken.detector.demo.TrafficPlan.Outage;
import org.forgedtoken.detector.demo.Truth;
import org.forgedtoken.detector.ocsf.OcsfSchema;

/** Generates feeds, replays them, and holds what was found against the truth that the generator wrote beside them. */
final class TruthCheck {
    private static final OcsfSchema SCHEMA = OcsfSchema.detectionFinding();
    private static final OcsfSchema INCIDENT_SCHEMA = OcsfSchema.incidentFinding();

    private TruthCheck() {}

    static void seed(long seed, Outage outage, Path folder) throws IOException {
        TrafficPlan plan = Preset.MEMBERS.plan(seed, Duration.ofHours(8), 0.3, TrafficPlan.Attack.evenly(88), outage);
        Truth truth = SampleFiles.write(plan, folder.resolve("in"), time -> {});
        Replayed replayed = Replayed.of(
                folder.resolve("in/access.jsonl"), folder.resolve("in/issuance.jsonl"), folder.resolve("out"));
        holds(truth, outage, replayed);
        incidentsHold(truth, replayed);
        replayed.everyAlertIsValid(SCHEMA);
        noRawTokenIn(folder.resolve("out"));
        System.out.printf(
                Locale.ROOT,
                "replay: seed %d, outage %s: %d accesses, alerts %s%n",
                seed,
                outage,
                truth.accesses(),
                replayed.result.summary().openAlerts());
    }

    private static void holds(Truth truth, Outage outage, Replayed replayed) throws IOException {
        SortedMap<String, SortedSet<String>> found = replayed.accused();
        for (String rule : Truth.RULES) {
            assertThat(found.getOrDefault(rule, new TreeSet<>()))
                    .as(rule)
                    .isEqualTo(truth.alerts().get(rule));
        }
        boolean degraded = replayed.alerts().values().stream()
                .anyMatch(alert -> Replayed.rule(alert).equals("ledger-degraded"));
        // a file does not tell when its lines were written: records that came late, but in order, look punctual in it
        boolean visible = outage == Outage.LOST || outage == Outage.SHUFFLED;
        assertThat(degraded).as("ledger-degraded").isEqualTo(visible);
        for (Outcome outcome : Outcome.values()) {
            long count = switch (outcome) {
                case UNDETERMINED_BEFORE_LEDGER -> replayed.undetermined("before-ledger");
                case UNDETERMINED_HOLE -> replayed.undetermined("hole");
                default -> replayed.count("access", outcome.name().toLowerCase(Locale.ROOT));
            };
            assertThat(count).as("%s", outcome).isEqualTo(truth.accesses(outcome));
        }
        assertThat(replayed.count("access", "read")).isEqualTo(truth.accesses());
        assertThat(replayed.count("issuance", "read")).isEqualTo(truth.issuances());
        assertThat(replayed.lines("undetermined.jsonl").stream()
                        .mapToLong(line -> line.get("accesses").longValue())
                        .sum())
                .isEqualTo(replayed.count("access", "undetermined"));
    }

    /** The incidents are those of the truth, no other, and reach exactly as far; and so do the accounts of each. */
    private static void incidentsHold(Truth truth, Replayed replayed) throws IOException {
        SortedMap<String, String> expected = new TreeMap<>();
        for (IncidentTruth one : truth.incidents()) {
            expected.put(
                    one.issuer() + ' ' + one.keyId(),
                    String.join(
                            " ",
                            one.verified() ? "verified" : "unverified",
                            "tokens " + one.tokens(),
                            "accounts " + one.accounts(),
                            "sources " + one.sources(),
                            "accesses " + one.accesses(),
                            one.firstUse().toEpochMilli() + "-" + one.lastUse().toEpochMilli(),
                            new TreeMap<>(one.endpoints()).toString()));
        }
        SortedMap<String, String> found = new TreeMap<>();
        SortedMap<String, Long> accounts = new TreeMap<>();
        SortedMap<String, Long> lines = new TreeMap<>();
        for (JsonNode incident : replayed.incidents().values()) {
            assertThat(INCIDENT_SCHEMA.faults(incident.toString())).isEmpty();
            JsonNode unmapped = incident.get("unmapped");
            SortedMap<String, Long> endpoints = new TreeMap<>();
            unmapped.get("endpoints")
                    .properties()
                    .forEach(one -> endpoints.put(one.getKey(), one.getValue().longValue()));
            found.put(
                    unmapped.path("issuer").asText()
                            + ' '
                            + unmapped.path("key_id").asText(null),
                    String.join(
                            " ",
                            unmapped.get("proof").textValue(),
                            "tokens " + unmapped.get("tokens"),
                            "accounts " + unmapped.get("accounts"),
                            "sources " + unmapped.get("sources"),
                            "accesses " + unmapped.get("accesses"),
                            unmapped.get("first_use") + "-" + unmapped.get("last_use"),
                            endpoints.toString()));
            if (unmapped.get("accounts").longValue() > 0) {
                accounts.put(
                        unmapped.get("uid").textValue(),
                        unmapped.get("accounts").longValue());
            }
        }
        for (String line : replayed.accountLines()) {
            lines.merge(line.substring(1, line.indexOf("\",")), 1L, Long::sum);
        }
        assertThat(found).isEqualTo(expected);
        assertThat(lines).isEqualTo(accounts);
    }

    /** The generator logs whole tokens; a JWT's header always begins so. */
    static void noRawTokenIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)).as("%s", file).doesNotContain("eyJ");
            }
        }
    }
}
