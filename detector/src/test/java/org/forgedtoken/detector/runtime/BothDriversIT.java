package org.forgedtoken.detector.runtime;

import static java.util.Collections.frequency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.forgedtoken.detector.demo.GeneratedRecord;
import org.forgedtoken.detector.demo.GeneratedRecord.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.FeedFormats;
import org.forgedtoken.detector.replay.CompleteUntil;
import org.forgedtoken.detector.replay.Replay;
import org.forgedtoken.detector.replay.ReplayProgress;
import org.forgedtoken.detector.replay.ReplayRequest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same records through Kafka, with three partitions, and from files: equal alerts (CONTRACT, section 5). What a source
 * is accused of is judged when it comes in, so it may begin with another access, or stay below the least number; DetectorIT
 * holds that to the truth.
 */
class BothDriversIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    /** Whichever topics are keyed by token, and so spare their records a hop. */
    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "true, true"})
    void topologyAndReplayGiveEqualAlerts(boolean accessKeyed, boolean issuanceKeyed) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Rig rig = new Rig(broker, "both", folder)) {
            List<GeneratedRecord> records = rig.pour(Rig.past(21), Feed.ISSUANCE);
            SortedMap<String, JsonNode> replayed = replay(rig, records);
            assertThat(replayed).hasSizeGreaterThan(20);
            SortedMap<String, String> incidents = incidents(replayed("incidents"), replayed("alerts"));
            assertThat(incidents).isNotEmpty();

            try (KafkaDetector detector = rig.start(
                    "a",
                    Map.of(
                            "access.keyed",
                            Boolean.toString(accessKeyed),
                            "issuance.keyed",
                            Boolean.toString(issuanceKeyed)))) {
                await().atMost(Duration.ofSeconds(40))
                        .untilAsserted(() ->
                                assertThat(differences(replayed, live(rig))).isEmpty());
                await().atMost(Duration.ofSeconds(40))
                        .untilAsserted(() -> assertThat(incidents(written(rig, "incidents"), written(rig, "alerts")))
                                .isEqualTo(incidents));
                assertThat(detector.isRunning()).isTrue();
            }
        }
    }

    private SortedMap<String, JsonNode> replay(Rig rig, List<GeneratedRecord> records) throws IOException {
        List<String> files = new ArrayList<>();
        for (Feed feed : Feed.values()) {
            Path file = folder.resolve(feed + ".jsonl");
            Files.write(
                    file,
                    records.stream()
                            .filter(record -> record.feed() == feed)
                            .map(GeneratedRecord::json)
                            .toList());
            files.add(file.toString());
        }
        Path out = Files.createDirectory(folder.resolve("out"));
        ReplayRequest request = new ReplayRequest(
                List.of(files.get(Feed.ACCESS.ordinal())),
                List.of(files.get(Feed.ISSUANCE.ordinal())),
                List.of(),
                List.of(),
                new CompleteUntil.Unsaid(),
                Times.UNKNOWN,
                out,
                rig.settings("replay"),
                FeedFormats.NATIVE,
                "test",
                List.of("replay"),
                2);
        new Replay(request, InputStream.nullInputStream(), System::currentTimeMillis).run(new ReplayProgress() {
            @Override
            public void begin(long bytes) {
                // nobody watches
            }

            @Override
            public void read(long bytes) {
                // nobody watches
            }
        });
        SortedMap<String, JsonNode> last = new TreeMap<>();
        for (String line : replayed("alerts")) {
            take(JSON.readTree(line), last);
        }
        return last;
    }

    private List<String> replayed(String what) throws IOException {
        return Files.readAllLines(folder.resolve("out").resolve(what + ".jsonl"));
    }

    private static List<String> written(Rig rig, String topic) {
        return rig.everythingWritten().stream()
                .filter(record -> record.topic().equals(rig.topic(topic)))
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /**
     * How far each incident reaches, as its last record says; one that was only passed through has closed. An alert of a
     * source is in that of the first key that it came with.
     */
    private static SortedMap<String, String> incidents(List<String> lines, List<String> alerts) throws IOException {
        Map<String, String> ofSources = new TreeMap<>();
        for (String line : alerts) {
            JsonNode alert = JSON.readTree(line);
            if (alert.at("/finding_info/analytic/uid").asText().startsWith("source-")) {
                ofSources.put(
                        alert.at("/finding_info/uid").textValue(),
                        alert.at("/metadata/correlation_uid").textValue());
            }
        }
        SortedMap<String, String> last = new TreeMap<>();
        for (String line : lines) {
            JsonNode incident = JSON.readTree(line);
            ObjectNode reach = (ObjectNode) incident.get("unmapped");
            reach.remove(List.of("aware_at", "reporting", "live_tokens"));
            String uid = reach.get("uid").textValue();
            if (reach.get("kind").textValue().equals("source-campaign")) {
                continue;
            }
            if (incident.get("activity_id").intValue() == 3) {
                last.remove(uid);
            } else {
                reach.put("alerts", reach.get("alerts").intValue() - frequency(ofSources.values(), uid));
                last.put(uid, reach.toString());
            }
        }
        return last;
    }

    static SortedMap<String, JsonNode> live(Rig rig) throws IOException {
        SortedMap<String, JsonNode> last = new TreeMap<>();
        for (var record : rig.everythingWritten()) {
            if (record.topic().equals(rig.topic("alerts"))) {
                take(JSON.readTree(record.value()), last);
            }
        }
        return last;
    }

    /** What is said otherwise, as {@code alert: pointer: replayed / live}. */
    static List<String> differences(SortedMap<String, JsonNode> replayed, SortedMap<String, JsonNode> live) {
        List<String> differences = new ArrayList<>();
        Set<String> all = new TreeSet<>(replayed.keySet());
        all.addAll(live.keySet());
        for (String alert : all) {
            JsonNode a = replayed.get(alert);
            JsonNode b = live.get(alert);
            if (a == null || b == null) {
                differences.add(alert + (a == null ? ": live alone: " + b : ": replayed alone: " + a));
            } else if (!a.equals(b)) {
                a.fieldNames().forEachRemaining(field -> {
                    if (!a.get(field).equals(b.get(field))) {
                        differences.add(alert + ": " + field + ": " + a.get(field) + " / " + b.get(field));
                    }
                });
            }
        }
        return differences;
    }

    /** Without when, from where and by which version it was written; alerts of a feed name its partition, of which files have but one. */
    static void take(JsonNode alert, SortedMap<String, JsonNode> last) {
        if (alert.get("class_uid").intValue() != 2004) {
            return;
        }
        String rule = alert.at("/finding_info/analytic/uid").textValue();
        if (rule.equals("ledger-degraded") || rule.startsWith("source-")) {
            return;
        }
        ObjectNode rest = alert.deepCopy();
        rest.remove("time");
        if (rest.get("count").longValue() >= 100) {
            // of so many uses the time of the hundredth is not told alike (decision 3)
            rest.remove("end_time");
            ((ObjectNode) rest.get("finding_info")).remove("last_seen_time");
        }
        ((ObjectNode) rest.get("metadata")).remove(List.of("uid", "product"));
        rest.get("evidences").forEach(evidence -> ((ObjectNode) evidence.get("data")).remove("record"));
        last.put(rule + ' ' + alert.at("/finding_info/uid").textValue(), rest);
    }
}
