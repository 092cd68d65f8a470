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
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a canary goes round, without a broker: JUDGE plants it in the access topic, and it comes back as an alert. */
class CanaryTopologyTest {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    @TempDir
    Path state;

    private final Meters meters =
            new Meters(MeterLabels.all(List.of("KR-NETWORK-ACT", "KR-PIPA", "GDPR-33")), InstantSource.system());
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> issuance;
    private Instant now = START;

    @BeforeEach
    void start() {
        Settings settings = Settings.read(new Sources(
                Optional.empty(),
                Map.of(),
                Map.of(
                        "ledger.grace", "2s",
                        "clock.skew", "1s",
                        "canary.interval", "1h",
                        "canary.within", "20s")));
        Properties config = DrivenTopology.config(state);
        DetectorTopology topology = new DetectorTopology(
                settings, new StreamsConfig(config), 1, Inputs.WHOLE, SignatureCheck.NONE, meters, "1.2.3");
        driver = new TopologyTestDriver(topology.get(), config, START);
        issuance = driver.createInputTopic("token-issuance", new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        driver.close();
        meters.close();
    }

    @Test
    void comesBackAsAnAlertThatNobodyCounts() {
        for (int second = 0; second < 12; second++) {
            issueAndPass();
        }

        List<String> planted = read("access-log");
        assertThat(planted).hasSize(1);
        String id = planted.get(0).replaceAll(".*\"token_id\":\"([0-9a-f]{64})\".*", "$1");
        assertThat(read("token-alerts"))
                .singleElement()
                .satisfies(alert -> assertThat(alert).contains(id, "\"labels\":[\"canary\"]", "NEVER_ISSUED"));
        assertThat(read("token-blocklist")).isEmpty();
        assertThat(read("token-incidents")).isEmpty();
        assertThat(meters.scrape())
                .contains("detector_canary_last_success_timestamp_seconds 1.77")
                .contains("detector_verdicts_total{verdict=\"NEVER_ISSUED\"} 0.0")
                .contains("detector_records_total{feed=\"access\",outcome=\"never_issued\"} 0.0")
                .doesNotContainPattern("detector_alerts_total\\{[^}]*token-never-issued[^}]*} [1-9]");
    }

    @Test
    void isMissedWhereTheIssuanceFeedStandsStill() {
        for (int second = 0; second < 4; second++) {
            issueAndPass();
        }
        assertThat(read("access-log")).hasSize(1);

        for (int second = 0; second < 25; second++) {
            pass();
        }

        assertThat(read("token-alerts"))
                .filteredOn(alert -> alert.contains("\"uid\":\"canary-missed\""))
                .singleElement()
                .satisfies(alert -> assertThat(alert).contains("\"severity\":\"Critical\"", "\"within_ms\":20000"));
        assertThat(meters.scrape()).contains("detector_canary_last_success_timestamp_seconds 0.0");
    }

    private void issueAndPass() {
        String json = "{\"time\":\"" + now + "\",\"token_id\":\"t" + now + "\",\"issuer\":\"idp\"}";
        issuance.pipeInput(null, json.getBytes(StandardCharsets.UTF_8));
        pass();
    }

    private void pass() {
        now = now.plusSeconds(1);
        for (int i = 0; i < 4; i++) {
            driver.advanceWallClockTime(Duration.ofMillis(250));
        }
    }

    private List<String> read(String topic) {
        List<String> all = new ArrayList<>();
        driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .forEach(record -> all.add(new String(record.value(), StandardCharsets.UTF_8)));
        return all;
    }
}
