package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The detector measures itself on a real broker, with three partitions and two instances. */
class CanaryIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String CANARY = "\"labels\":[\"canary\"]";
    private static final String MISSED = "\"uid\":\"canary-missed\"";

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

    /** Where the access log is keyed by token, so is what is planted there. */
    @Test
    void findsItsOwnForgeriesAndTellsNobodyElse() throws Exception {
        try (Rig rig = new Rig(broker, "canary", folder);
                Feeds feeds = new Feeds(broker, rig);
                KafkaDetector a = start(rig, "a", "60s", true);
                KafkaDetector b = start(rig, "b", "60s", true)) {
            Instant since = Instant.now().minusSeconds(60);
            feeds.issue(Feeds.token("t", "alice", since), since);

            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
                feeds.heartbeats(since, Instant.now());
                assertThat(rig.written("alerts"))
                        .filteredOn(alert -> alert.contains(CANARY))
                        .hasSizeGreaterThan(3);
            });

            assertThat(rig.written("alerts")).noneMatch(alert -> alert.contains(MISSED));
            assertThat(rig.written("blocklist")).isEmpty();
            assertThat(rig.written("incidents")).isEmpty();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(a.metrics() + b.metrics())
                            .containsPattern("detector_canary_last_success_timestamp_seconds 1\\."));
            assertThat(a.metrics() + b.metrics())
                    .doesNotContainPattern("detector_records_total\\{feed=\"access\"[^}]*} [1-9]")
                    .doesNotContainPattern("detector_verdicts_total\\{[^}]*} [1-9]");
        }
    }

    /** The issuance feed stands still: a forged token would not be found now, and that is said. */
    @Test
    void saysThatItWouldFindNothing() throws Exception {
        try (Rig rig = new Rig(broker, "blind", folder);
                Feeds feeds = new Feeds(broker, rig);
                KafkaDetector detector = start(rig, "a", "5s", false)) {
            Instant since = Instant.now().minusSeconds(60);
            feeds.issue(Feeds.token("t", "alice", since), since);
            feeds.heartbeats(since, Instant.now());

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(rig.written("alerts")).anyMatch(alert -> alert.contains(MISSED)));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(detector.metrics())
                            .contains("detector_canary_last_success_timestamp_seconds 0.0")
                            .containsPattern("detector_alerts_total\\{[^}]*rule=\"canary-missed\"[^}]*} [1-9]"));
        }
    }

    private static KafkaDetector start(Rig rig, String instance, String within, boolean keyed) throws Exception {
        Settings settings = Settings.read(new Sources(
                Optional.empty(),
                Map.of(),
                rig.set(
                        instance,
                        Map.of("canary.interval", "2s", "canary.within", within, "access.keyed", "" + keyed))));
        KafkaDetector detector = KafkaDetector.start(settings, "test");
        detector.awaitRunning();
        return detector;
    }
}
