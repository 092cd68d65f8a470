package org.forgedtoken.detector.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.forgedtoken.detector.demo.Campaign;
import org.forgedtoken.detector.demo.Fault;
import org.forgedtoken.detector.demo.Site;
import org.forgedtoken.detector.demo.Timing;
import org.forgedtoken.detector.demo.Traffic;
import org.forgedtoken.detector.demo.Traffic.GeneratedRecord;
import org.forgedtoken.detector.demo.TrafficPlan;
import org.forgedtoken.detector.demo.TrafficPlan.Outage;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds that are keyed by token, without a broker. */
class KeyedTopologyTest {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final Topics topics = Topics.of(Settings.read(new Sources(Optional.empty(), Map.of(), Map.of())));
    private final Meters meters =
            new Meters(MeterLabels.all(List.of("KR-NETWORK-ACT", "KR-PIPA", "GDPR-33")), InstantSource.system());

    @AfterEach
    void stop() {
        meters.close();
    }

    @Test
    void aHopSparedChangesNoAlert() throws IOException {
        SortedMap<String, String> hopped = alertsOfATime(Map.of());
        assertThat(hopped).hasSizeGreaterThan(20);

        for (Map<String, String> keyed : List.of(
                Map.of("access.keyed", "true"),
                Map.of("issuance.keyed", "true"),
                Map.of("access.keyed", "true", "issuance.keyed", "true"))) {
            assertThat(alertsOfATime(keyed)).as(keyed.toString()).isEqualTo(hopped);
        }
    }

    @Test
    void anAccessThatIsNotKeyedByItsTokenStopsTheRun() {
        try (TopologyTestDriver driver = driver("wrong", Map.of("access.keyed", "true"))) {
            TestInputTopic<byte[], byte[]> topic = DrivenTopology.input(driver, "access-log");
            topic.pipeInput(bytes("idp|right"), access("right"));

            assertThatThrownBy(() -> topic.pipeInput(bytes("right"), access("right")))
                    .rootCause()
                    .hasMessageStartingWith(
                            "The record in topic 'access-log', partition 0, offset 1 is not keyed by its token, as"
                                    + " access.keyed says: its key should be <issuer>|<token id> in UTF-8, 9 bytes with"
                                    + " the SHA-256 ")
                    .hasMessageContaining(", and is 5 bytes with the SHA-256 ")
                    .hasMessageEndingWith(
                            "Nothing behind it is read until its writer is mended, or access.keyed is false.");
        }
    }

    @Test
    void anIssuanceWithoutAKeyStopsTheRun() {
        try (TopologyTestDriver driver = driver("missing", Map.of("issuance.keyed", "true"))) {
            TestInputTopic<byte[], byte[]> topic = DrivenTopology.input(driver, "token-issuance");

            assertThatThrownBy(() -> topic.pipeInput(null, issuance("\"token_id\":\"a\"")))
                    .rootCause()
                    .hasMessageContaining(
                            "token-issuance', partition 0, offset 0", "issuance.keyed", "and is missing.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"event\":\"heartbeat\"",
                "\"event\":\"revoked\",\"key_id\":\"k1\"",
                "\"event\":\"what nobody knows\",\"token_id\":\"a\"",
                "\"token\":\"" + "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjQyfQ.c2lnbmF0dXJlLXRoYXQtaXMtbG9uZy1lbm91Z2g" + "\""
            })
    void whatIsOfNoTokenMayHaveAnyKey(String members) {
        try (TopologyTestDriver driver = driver("free", Map.of("issuance.keyed", "true"))) {
            assertThatCode(() ->
                            DrivenTopology.input(driver, "token-issuance").pipeInput(bytes("any"), issuance(members)))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void anAccessThatNobodyJudgesMayHaveAnyKey() {
        try (TopologyTestDriver driver = driver("refused", Map.of("access.keyed", "true"))) {
            byte[] refused = bytes("{\"time\":\"" + START + "\",\"status\":401,\"token_id\":\"x\"}");
            byte[] anonymous = bytes("{\"time\":\"" + START + "\",\"status\":200}");
            byte[] broken = bytes("{\"time\":");
            assertThatCode(() -> {
                        DrivenTopology.input(driver, "access-log").pipeInput(bytes("any"), refused);
                        DrivenTopology.input(driver, "access-log").pipeInput(null, anonymous);
                        DrivenTopology.input(driver, "access-log").pipeInput(null, broken);
                    })
                    .doesNotThrowAnyException();
        }
    }

    /** Whoever sends two tokens chooses which one his record is not keyed by. */
    @Test
    void ofSeveralTokensEachTakesTheHop() {
        try (TopologyTestDriver driver = driver("several", Map.of("access.keyed", "true"))) {
            String json = "{\"time\":\"" + START
                    + "\",\"status\":200,\"issuer\":\"idp\",\"token\":[\"opaque-1\",\"opaque-2\"]}";
            DrivenTopology.input(driver, "access-log").pipeInput(bytes("any"), bytes(json));
            driver.advanceWallClockTime(Duration.ofSeconds(1));

            assertThat(DrivenTopology.sent(driver, topics.tokenEvents())).isNotEmpty();
            assertThat(meters.scrape())
                    .contains("detector_dead_letters_total{feed=\"access\",reason=\"bad-field\"} 0.0");
        }
    }

    /** They have no block-entry key, whatever else they state. */
    @Test
    void tokensKnownByAccountAndClientTakeTheHop() {
        Map<String, String> tuple =
                Map.of("access.keyed", "true", "issuance.keyed", "true", "token.identity.idp", "tuple");
        try (TopologyTestDriver driver = driver("tuple", tuple)) {
            String who = "\"account_id\":\"alice\",\"client_id\":\"web\"";
            DrivenTopology.input(driver, "token-issuance").pipeInput(bytes("any"), issuance(who));
            DrivenTopology.input(driver, "access-log")
                    .pipeInput(
                            bytes("any"),
                            bytes("{\"time\":\"" + START + "\",\"status\":200,\"token_id\":\"x\"," + who
                                    + ",\"issued_at\":" + START.getEpochSecond() + "}"));
            DrivenTopology.input(driver, "access-log").pipeInput(bytes("any"), access("no-account"));
            driver.advanceWallClockTime(Duration.ofSeconds(1)); // verdicts are told to the meters now and then
            assertThat(meters.scrape())
                    .contains("detector_records_total{feed=\"access\",outcome=\"issued\"} 1.0")
                    .contains("detector_records_total{feed=\"issuance\",outcome=\"issued\"} 1.0");
        }
    }

    /**
     * Issuances are read ahead of accesses in a backlog. A mark that was dated as the issuance itself would lie behind all
     * accesses up to its time, and each of them would have to wait for it.
     */
    @Test
    void marksComeWithTheBatchThatTheySpeakFor() {
        Duration lead = Duration.ofMinutes(12);
        Map<String, String> both = Map.of("access.keyed", "true", "issuance.keyed", "true");
        try (TopologyTestDriver driver = driver("ahead", both)) {
            Instant dated = START.minus(lead);
            ConsumerRecord<byte[], byte[]> issuance = DrivenTopology.read(
                    "token-issuance",
                    0,
                    START,
                    "idp|right",
                    "{\"time\":\"" + START + "\",\"event\":\"issued\",\"token_id\":\"right\",\"issuer\":\"idp\"}");
            DrivenTopology.input(driver, "token-issuance").pipeInput(DrivenTopology.batch(List.of(issuance), dated));
            driver.advanceWallClockTime(Duration.ofSeconds(1));

            assertThat(DrivenTopology.sent(driver, topics.tokenEvents()))
                    .isNotEmpty()
                    .allSatisfy(mark -> assertThat(mark.getRecordTime()).isEqualTo(dated));
        }
    }

    private SortedMap<String, String> alertsOfATime(Map<String, String> more) throws IOException {
        Duration length = Duration.ofMinutes(3);
        Duration after = Duration.ofSeconds(30);
        Traffic traffic = new Traffic(new TrafficPlan(
                17,
                START,
                length,
                5,
                2,
                Timing.quick(),
                new TrafficPlan.Attack(
                        TrafficPlan.Attack.evenly(2 * Fault.values().length), after, length.minus(after)),
                new TrafficPlan.Gap(Outage.NONE, Duration.ZERO, Duration.ZERO),
                Site.plain(),
                Campaign.none()));
        try (TopologyTestDriver driver = driver("time" + more.hashCode(), more)) {
            Map<Feed, TestInputTopic<byte[], byte[]>> topics = Map.of(
                    Feed.ACCESS,
                    DrivenTopology.input(driver, "access-log"),
                    Feed.ISSUANCE,
                    DrivenTopology.input(driver, "token-issuance"));
            long now = START.toEpochMilli();
            while (traffic.hasNext()) {
                GeneratedRecord record = traffic.next();
                for (; now < record.arrivalMillis(); now += 500) {
                    driver.advanceWallClockTime(Duration.ofMillis(500));
                }
                if (topics.containsKey(record.feed())) {
                    topics.get(record.feed())
                            .pipeInput(
                                    record.key() == null ? null : bytes(record.key()),
                                    bytes(record.json()),
                                    record.arrivalMillis());
                }
            }
            for (int i = 0; i < 100; i++) {
                driver.advanceWallClockTime(Duration.ofMillis(500));
            }
            SortedMap<String, String> last = new TreeMap<>();
            for (var alert : driver.createOutputTopic(
                            "token-alerts", new StringDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList()) {
                ObjectNode json = (ObjectNode) JSON.readTree(alert.value());
                json.remove("time");
                ((ObjectNode) json.get("metadata")).remove("uid");
                last.put(alert.key(), json.toString());
            }
            return last;
        }
    }

    private TopologyTestDriver driver(String name, Map<String, String> more) {
        return DrivenTopology.start(folder.resolve(name), START, more, 1, meters);
    }

    private static byte[] access(String token) {
        return bytes("{\"time\":\"" + START + "\",\"status\":200,\"token_id\":\"" + token + "\"}");
    }

    private static byte[] issuance(String members) {
        return bytes("{\"time\":\"" + START + "\"," + members + "}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
