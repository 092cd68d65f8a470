package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.forgedtoken.detector.notify.TestReceiver;
import org.forgedtoken.detector.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a forged token to the receiver outside, over a restart of the detector. */
class NotificationsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @Test
    void aForgedTokenIsToldOfOnce() throws Exception {
        Instant past = Instant.now().minus(Duration.ofMinutes(5));
        try (TestReceiver receiver = new TestReceiver();
                EmbeddedBroker broker = EmbeddedBroker.start();
                Rig rig = new Rig(broker, "told", folder);
                Feeds feeds = new Feeds(broker, rig)) {
            Map<String, String> set = rig.set(
                    "a",
                    Map.of(
                            "notify.ops.url",
                            receiver.url(),
                            "notify.ops.severity",
                            "critical",
                            "http.base-url",
                            "https://detector.example"));
            try (KafkaDetector detector = KafkaDetector.start(Settings.of(set), "test")) {
                detector.awaitRunning();
                feeds.issue(Feeds.token("good", "alice", past), past);
                String forged = Feeds.token("forged", "mallory", past);
                feeds.useVerified(forged, past.plusSeconds(3));
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
                    feeds.heartbeats(past.minusSeconds(60), Instant.now());
                    assertThat(receiver.accepted()).hasSize(1);
                });
                assertThat(receiver.accepted().get(0))
                        .contains("org.forgedtoken.incident.opened", "https://detector.example/incident?uid=")
                        .doesNotContain(forged);
                assertThat(rig.written("incidents"))
                        .anyMatch(
                                incident -> incident.contains("\"src_url\":\"https://detector.example/incident?uid="));
            }
            try (KafkaDetector detector = KafkaDetector.start(Settings.of(set), "test")) {
                detector.awaitRunning();
                feeds.useVerified(Feeds.token("another", "mallory", past), past.plusSeconds(9));
                for (int i = 0; i < 12; i++) {
                    feeds.useVerified(Feeds.token("more" + i, "mallory", past), past.plusSeconds(10 + i));
                }
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
                    feeds.heartbeats(past.minusSeconds(60), Instant.now());
                    assertThat(receiver.accepted())
                            .hasSizeGreaterThan(1)
                            .last()
                            .asString()
                            .contains("org.forgedtoken.incident.tenfold");
                });
                assertThat(receiver.accepted().stream().filter(body -> body.contains("incident.opened")))
                        .hasSize(1);
            }
        }
    }
}
