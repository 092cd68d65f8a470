package org.forgedtoken.detector.runtime;

import static java.util.Collections.frequency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.demo.Traffic.GeneratedRecord;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.FeedFormats;
import org.forgedtoken.detector.replay.Replay;
import org.forgedtoken.detector.replay.ReplayProgress;
import org.forgedtoken.detector.replay.ReplayRequest;
import org.forgedtoken.detector.replay.ReplayRequest.CompleteUntil;
import org.forgedtoken.detector.replay.ReplaySource;
import org.forgedtoken.detector.report.ReportBuilder.Cover;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same records through Kafka, with three partitions, and from files: equal alerts (reference/verdicts.md). What
 * sources are accused of DetectorIT holds to the truth.
 */
@Order(1)
class BothDriversIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static EmbeddedBroker broker;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** Whichever topics are keyed by token, and so spare their records a hop. */
    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "true, true"})
    void topologyAndReplayGiveEqualAlerts(boolean accessKeyed, boolean issuanceKeyed) throws Exception {
        try (Rig rig = new Rig(broker, "both-" + accessKeyed + '-' + issuanceKeyed, folder)) {
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
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(ComparedAlerts.differences(
                                        "replayed", replayed, "live", ComparedAlerts.of(rig.written("alerts"))))
                                .isEmpty());
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(incidents(rig.written("incidents"), rig.written("alerts")))
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
        ReplaySource inputs = new ReplaySource.Files(
                Map.of(
                        Feed.ACCESS,
                        List.of(files.get(Feed.ACCESS.ordinal())),
                        Feed.ISSUANCE,
                        List.of(files.get(Feed.ISSUANCE.ordinal()))),
                InputStream.nullInputStream());
        ReplayRequest request = new ReplayRequest(
                new CompleteUntil.Unsaid(),
                Times.UNKNOWN,
                out,
                rig.settings("replay"),
                FeedFormats.NATIVE,
                Optional.empty(),
                "test",
                List.of("replay"),
                2,
                Cover.NONE);
        new Replay(request, inputs, System::currentTimeMillis).run(new ReplayProgress() {
            @Override
            public void begin(String stage, long length) {
                // nobody watches
            }

            @Override
            public void done(long position) {
                // nobody watches
            }
        });
        return ComparedAlerts.of(replayed("alerts"));
    }

    private List<String> replayed(String what) throws IOException {
        return Files.readAllLines(folder.resolve("out").resolve(what + ".jsonl"));
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
}
