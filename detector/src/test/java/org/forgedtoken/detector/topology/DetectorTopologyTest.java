package org.forgedtoken.detector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the steps are wired, without a broker. */
class DetectorTopologyTest {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    private static final String RAW =
            "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjQyfQ.c2lnbmF0dXJlLXRoYXQtaXMtbG9uZy1lbm91Z2gtdG8tYmUtb25l";

    private static final Settings SETTINGS = Settings.read(new Sources(
            Optional.empty(),
            Map.of(),
            Map.of("ledger.grace", "2s", "clock.skew", "1s", "access.issuer", "idp", "account.rate", "fixed:15/1m")));

    @TempDir
    Path state;

    private final Meters meters =
            new Meters(MeterLabels.all(List.of("KR-NETWORK-ACT", "KR-PIPA", "GDPR-33")), InstantSource.system());
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> access;
    private TestInputTopic<byte[], byte[]> issuance;
    private TestInputTopic<byte[], byte[]> keys;
    private TestInputTopic<byte[], byte[]> accounts;

    @Test
    void theLogSaysWhenTheFirstVerdictComes() {
        long now = START.toEpochMilli();

        assertThat(ReadProcessor.coverageBegins(Settings.defaults(), now + 240_500, now))
                .isEqualTo("Coverage begins: a token is called never issued 3m after its first use (ledger.grace +"
                        + " clock.skew), so the first verdict comes at about 2026-03-02T10:04:00Z. Tokens issued before"
                        + " now are undetermined until a backfill.");
        assertThat(ReadProcessor.coverageBegins(SETTINGS, now - 1, now))
                .isEqualTo("Coverage begins: a token is called never issued 3s after its first use (ledger.grace +"
                        + " clock.skew).");
    }

    @BeforeEach
    void start() {
        Properties config = DrivenTopology.config(state);

        driver = new TopologyTestDriver(topology(config, Inputs.WHOLE), config, START);
        access = driver.createInputTopic("access-log", new ByteArraySerializer(), new ByteArraySerializer());
        issuance = driver.createInputTopic("token-issuance", new ByteArraySerializer(), new ByteArraySerializer());
        keys = driver.createInputTopic("signing-keys", new ByteArraySerializer(), new ByteArraySerializer());
        accounts = driver.createInputTopic("accounts", new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Topology topology(Properties config, Inputs inputs) {
        return new DetectorTopology(
                        SETTINGS, new StreamsConfig(config), 1, inputs, SignatureCheck.NONE, meters, "1.2.3")
                .get();
    }

    @AfterEach
    void stop() {
        driver.close();
        meters.close();
    }

    @Test
    void aForgedTokenBecomesAnAlertAndABlockEntry() {
        issued(0, "good");
        used(1, "good");
        used(2, "forged");
        issued(3, "other");
        issued(7, "last");
        pass(Duration.ofSeconds(1));

        List<TestRecord<String, byte[]>> both = all("token-alerts");
        TestRecord<String, byte[]> alert = both.get(0);
        TestRecord<String, byte[]> incident = only("token-incidents");
        assertThat(both).hasSize(2);
        assertThat(both.get(1).key()).isEqualTo(incident.key());
        assertThat(both.get(1).value()).isEqualTo(incident.value());
        assertThat(header(alert, "incident")).isEqualTo(incident.key());
        assertThat(header(incident, "ce_type")).isEqualTo("org.forgedtoken.incident.create");
        assertThat(text(incident.value()))
                .contains("\"kind\":\"key-compromise\"", "\"proof\":\"unverified\"", alert.key())
                .doesNotContain("reporting", "is_suspected_breach");
        assertThat(text(alert.value())).contains("\"correlation_uid\":\"" + incident.key() + "\"");
        assertThat(text(alert.value()))
                .contains("\"token_id\":\"forged\"", "\"version\":\"1.2.3\"", "access-log-0-1")
                .contains("\"verdict\":\"NEVER_ISSUED\"");
        assertThat(header(alert, "rule")).isEqualTo("token-never-issued");
        assertThat(header(alert, "ce_subject")).isEqualTo(alert.key());
        TestRecord<String, byte[]> block = only("token-blocklist");
        assertThat(block.key()).isEqualTo("idp|forged");
        assertThat(text(block.value())).contains(alert.key());
        assertThat(meters.scrape())
                .contains("detector_incidents_total{activity=\"create\",kind=\"key-compromise\"} 1.0")
                .contains("detector_open_incidents{kind=\"key-compromise\"} 1.0")
                .contains("detector_incident_deadline_timestamp_seconds{regime=\"GDPR-33\"} 0.0")
                .contains("detector_records_total{feed=\"access\",outcome=\"never_issued\"} 1.0")
                .contains("detector_records_total{feed=\"access\",outcome=\"issued\"} 1.0")
                .contains("detector_detection_latency_seconds_count 1");
    }

    @Test
    void whatCannotBeReadBecomesADeadLetterWithoutItsTokenAndAnAlert() {
        String json =
                "{\"time\":\"" + START + "\",\"status\":200,\"source_ip\":\"198.51.100.7\",\"token\":\"" + RAW + "\"}";
        RecordHeaders headers = new RecordHeaders();
        headers.add("authorization", bytes(RAW));
        access.pipeInput(new TestRecord<>(bytes(RAW), bytes(json), headers, START));

        TestRecord<String, byte[]> letter = only("detector-dead-letters");
        assertThat(header(letter, "reason")).isEqualTo("token-unreadable");
        assertThat(header(letter, "offset")).isEqualTo("0");
        assertThat(letter.toString() + text(letter.value())).doesNotContain(RAW.split("\\.")[2]);
        assertThat(header(only("token-alerts"), "rule")).isEqualTo("token-unreadable");
    }

    @Test
    void theKeyOfADeadLetterHasNoTokenEither() {
        String secret = "opaque-SECRET-0123456789";
        String ahead = "{\"time\":\"" + START.plus(Duration.ofDays(1)) + "\",\"token\":\"" + secret + "\"}";
        List<String> keysOfRecords = List.of(secret, "k=" + secret, "shop-17");
        keysOfRecords.forEach(key -> access.pipeInput(bytes(key), bytes(ahead), START));
        issuance.pipeInput(bytes(secret), bytes(ahead), START);

        assertThat(driver.createOutputTopic(
                                "detector-dead-letters", new StringDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList())
                .hasSize(4)
                .allSatisfy(letter ->
                        assertThat(letter.key() + text(letter.value())).doesNotContain(secret))
                .extracting(TestRecord::key)
                .contains("shop-17")
                .filteredOn(key -> key.contains("digest:"))
                .hasSize(3);
    }

    @Test
    void aKeyThatLeavesItsTopicIsRetiredAndOneThatIsNotInItIsUnknown() {
        keys.pipeInput(bytes("k1"), bytes("{\"time\":\"" + START.minusSeconds(60) + "\"}"), START);
        keys.pipeInput(bytes("k1"), null, START.plusSeconds(1));
        accounts.pipeInput(bytes("alice"), bytes("{\"time\":\"" + START + "\"}"), START);
        accounts.pipeInput(bytes("alice"), null, START);
        issued(3, "late\",\"key_id\":\"k1");
        used(4, "late");
        issued(4, "strange\",\"key_id\":\"k2");
        used(4, "strange");
        issued(8, "last");
        used(8, "last");
        pass(Duration.ofSeconds(1));

        assertThat(driver.createOutputTopic("token-alerts", new StringDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList())
                .extracting(alert -> header(alert, "rule"))
                .containsExactlyInAnyOrder("key-retired", "key-unknown");
        assertThat(meters.scrape())
                .contains("detector_records_total{feed=\"keys\",outcome=\"active\"} 1.0")
                .contains("detector_records_total{feed=\"keys\",outcome=\"retired\"} 1.0")
                .contains("detector_records_total{feed=\"accounts\",outcome=\"deleted\"} 1.0");
    }

    @Test
    void tokensForAccountsThatNobodyListsAreAnAlertOnTheirSource() {
        accounts.pipeInput(bytes("alice"), bytes("{\"time\":\"" + START.minusSeconds(60) + "\"}"), START);
        issued(0, "t");
        for (int i = 0; i < 10; i++) {
            usedFor("ghost-" + i, i + 1);
        }
        pass(Duration.ofHours(1));
        usedFor("alice", 3_700);
        pass(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));

        TestRecord<String, byte[]> alert = all("token-alerts").stream()
                .filter(one -> "account-unknown".equals(header(one, "rule")))
                .findFirst()
                .orElseThrow();
        assertThat(text(alert.value())).contains("\"src_endpoint\":{\"ip\":\"198.51.100.7\"}");
    }

    @Test
    void anAccountThatIsReadBeyondALimitIsAnAlertAndRequestsWithoutATokenCount() {
        issued(0, "t");
        for (int i = 0; i < 8; i++) {
            usedFor("alice", 1 + i);
            access.pipeInput(null, bytes("{\"time\":\"" + START.plusSeconds(5) + "\",\"account_id\":\"alice\"}"));
        }
        pass(Duration.ofSeconds(1));
        pass(Duration.ofMinutes(1));

        TestRecord<String, byte[]> alert = only("token-alerts");
        assertThat(header(alert, "rule")).isEqualTo("account-rate-anomaly");
        assertThat(text(alert.value())).contains("\"user\":{\"uid\":\"alice\"}", "\"window_count\":16");
    }

    private void usedFor(String account, int second) {
        access.pipeInput(
                null,
                bytes("{\"time\":\"" + START.plusSeconds(second) + "\",\"status\":200,\"token_id\":\"t\","
                        + "\"source_ip\":\"198.51.100.7\",\"account_id\":\"" + account + "\"}"));
        pass(Duration.ofMillis(300));
    }

    @Test
    void aSourceThatWalksThroughAccountsIsOneOfItsOwn() {
        issued(0, "good");
        for (int i = 0; i < 25; i++) {
            used(1, "forged" + i + "\",\"account_id\":\"10" + (10 + i) + "\",\"source_ip\":\"203.0.113.9");
        }
        issued(3, "other");
        issued(7, "last");
        pass(Duration.ofSeconds(1));
        pass(Duration.ofMinutes(2));

        List<TestRecord<String, byte[]>> ofSource = all("token-alerts").stream()
                .filter(alert -> String.valueOf(header(alert, "rule")).startsWith("source-"))
                .toList();
        assertThat(ofSource)
                .extracting(alert -> header(alert, "rule"))
                .containsExactlyInAnyOrder("source-fan-out", "source-enumeration");
        assertThat(ofSource)
                .allSatisfy(alert -> assertThat(text(alert.value()))
                        .contains("\"src_endpoint\":{\"ip\":\"203.0.113.9\"}", "\"window\":\"5m\""))
                .extracting(alert -> header(alert, "incident"))
                .containsOnly(all("token-incidents").get(0).key());
        assertThat(driver.getKeyValueStore("watch-sources").get("203.0.113.9")).isNotNull();
        assertThat(driver.getKeyValueStore("watch-surroundings").approximateNumEntries())
                .isEqualTo(1);
    }

    @Test
    void aTopicThatDoesNotExistIsLeftOut() {
        Inputs some = new Inputs() {
            @Override
            public boolean exists(String topic) {
                return !topic.equals("signing-keys");
            }

            @Override
            public int partitions(String topic) {
                return 1;
            }

            @Override
            public long logStart(String topic, int partition) {
                return 0;
            }

            @Override
            public long logEnd(String topic, int partition) {
                return 0;
            }
        };
        assertThat(topology(DrivenTopology.config(state), some).describe().toString())
                .contains("accounts")
                .doesNotContain("signing-keys");
    }

    private void issued(int second, String token) {
        issuance.pipeInput(
                null, bytes("{\"time\":\"" + START.plusSeconds(second) + "\",\"token_id\":\"" + token + "\"}"));
        pass(Duration.ofMillis(300));
    }

    private void used(int second, String token) {
        access.pipeInput(
                null,
                bytes("{\"time\":\"" + START.plusSeconds(second) + "\",\"status\":200,\"token_id\":\"" + token
                        + "\",\"issued_at\":" + START.plusSeconds(second).getEpochSecond() + "}"));
        pass(Duration.ofMillis(300));
    }

    private void pass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    private TestRecord<String, byte[]> only(String topic) {
        List<TestRecord<String, byte[]>> all = all(topic);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private List<TestRecord<String, byte[]>> all(String topic) {
        return new ArrayList<>(driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList());
    }

    private static String header(TestRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
