package org.forgedtoken.detector.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.forgedtoken.detector.demo.Traffic.SampleFiles;
import org.forgedtoken.detector.demo.TrafficPlan.Outage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFilesTest {

    private static final List<String> FILES = List.of("access.jsonl", "issuance.jsonl", "jwks.json", "truth.json");

    @TempDir
    Path folder;

    private Path write(String name, long seed) throws IOException {
        Path out = folder.resolve(name);
        Duration duration = Duration.ofHours(4);
        SampleFiles.write(
                Preset.MEMBERS.plan(seed, duration, 0.2, TrafficPlan.Attack.evenly(44), Outage.SHUFFLED),
                out,
                time -> {});
        return out;
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
        Path first = write("first", 1);
        Path second = write("second", 1);
        Path other = write("other", 2);
        for (String file : FILES) {
            assertThat(second.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
            assertThat(Files.mismatch(first.resolve(file), other.resolve(file)))
                    .as(file)
                    .isNotNegative();
        }
    }

    @Test
    void theTruthStandsInTheFiles() throws IOException {
        Path out = write("out", 3);
        JsonNode truth = new ObjectMapper().readTree(out.resolve("truth.json").toFile());
        List<String> access = Files.readAllLines(out.resolve("access.jsonl"));
        assertThat(truth.at("/accesses/read").asInt()).isEqualTo(access.size());
        assertThat(truth.at("/issuances/read").asInt())
                .isEqualTo(Files.readAllLines(out.resolve("issuance.jsonl")).size());
        assertThat(truth.at("/alerts").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(Truth.RULES);
        assertThat(truth.at("/planted")).isNotEmpty();
        assertThat(truth.at("/outage/kind").asText()).isEqualTo("shuffled");
    }

    @Test
    void everyIssuanceRecordIsReadable() throws IOException {
        ObjectMapper json = new ObjectMapper();
        for (String line : Files.readAllLines(write("out", 4).resolve("issuance.jsonl"))) {
            JsonNode record = json.readTree(line);
            assertThat(record.path("time").isTextual()).isTrue();
            assertThat(record.path("event").asText()).isIn("issued", "revoked", "heartbeat");
        }
    }
}
