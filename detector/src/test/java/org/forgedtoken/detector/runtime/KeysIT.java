package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.forgedtoken.detector.demo.AlertWatch.SeenAlert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics that may be there, on a real broker. */
class KeysIT {
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

    /** First there are none; then the topics are made, with other numbers of partitions, and found at the next start. */
    @Test
    void optionalTopicsAreReadOnceTheyAreThere() throws Exception {
        Instant past = Instant.now().minus(Duration.ofMinutes(10));
        try (Rig rig = new Rig(broker, "keys", folder);
                Feeds feeds = new Feeds(broker, rig)) {
            rig.watchAlerts();
            try (KafkaDetector without = rig.start("a")) {
                use(feeds, past, "early", "k9");
                readOn(feeds, past, past.plusSeconds(60));
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(without.metrics())
                                .contains("detector_records_total{feed=\"access\",outcome=\"issued\"} 1.0"));
            }
            assertThat(rig.seen()).isEmpty();

            broker.create(2, rig.topic("keys"));
            broker.create(5, rig.topic("accounts"));
            feeds.list("keys", "k1", key(past.minusSeconds(86_400), "active"));
            feeds.list("keys", "k2", key(past.minusSeconds(86_400), "active"));
            feeds.list("keys", "k2", key(past.plusSeconds(120), "retired"));
            for (int i = 0; i < 20; i++) {
                feeds.list("accounts", "user-" + i, "{\"time\":\"" + past + "\"}");
            }
            try (KafkaDetector with = rig.start("a")) {
                Instant later = past.plusSeconds(240);
                for (int i = 0; i < 10; i++) {
                    use(feeds, later, "good-" + i, "k1");
                    use(feeds, later, "retired-" + i, "k2");
                    use(feeds, later, "unknown-" + i, "k3");
                }
                readOn(feeds, later, later.plusSeconds(120));
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(rig.seen().stream().map(SeenAlert::rule))
                                .contains("key-retired", "key-unknown"));
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(with.metrics())
                                .contains("detector_records_total{feed=\"keys\",outcome=\"active\"} 2.0")
                                .contains("detector_records_total{feed=\"keys\",outcome=\"retired\"} 1.0")
                                .contains("detector_records_total{feed=\"accounts\",outcome=\"active\"} 20.0"));
            }
            assertThat(rig.seen().stream().map(SeenAlert::rule).distinct())
                    .containsExactlyInAnyOrder("key-retired", "key-unknown");
        }
    }

    /** The topic is there and empty when the detector starts; its records come while it runs. */
    @Test
    void accountsThatAreListedWhileItRunsCount() throws Exception {
        Instant past = Instant.now().minus(Duration.ofMinutes(10));
        try (Rig rig = new Rig(broker, "accounts-later", folder);
                Feeds feeds = new Feeds(broker, rig)) {
            rig.watchAlerts();
            broker.create(2, rig.topic("accounts"));
            try (KafkaDetector detector = rig.start("a", Map.of("account.grace", "1m"))) {
                for (int i = 0; i < 20; i++) {
                    feeds.list("accounts", "user-" + i, "{\"time\":\"" + past.minusSeconds(60) + "\"}");
                }
                for (int i = 0; i < 12; i++) {
                    visit(feeds, past.plusSeconds(i), "honest-" + i, "user-" + i, "192.0.2.1");
                    visit(feeds, past.plusSeconds(i), "ghost-" + i, "nobody-" + i, "192.0.2.2");
                }
                readOn(feeds, past, past.plusSeconds(120));
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(rig.seen())
                                .extracting(SeenAlert::rule, SeenAlert::entity)
                                .contains(tuple("account-unknown", "192.0.2.2")));
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(detector.metrics())
                                .contains("detector_records_total{feed=\"accounts\",outcome=\"active\"} 20.0"));
            }
            assertThat(rig.seen().stream().map(SeenAlert::rule).distinct()).containsExactly("account-unknown");
        }
    }

    private static void visit(Feeds feeds, Instant time, String token, String account, String source) {
        String said =
                "\"token_id\":\"" + token + "\",\"issuer\":\"" + Feeds.ISSUER + "\",\"account_id\":\"" + account + '"';
        feeds.send("issuance", null, "\"time\":\"" + time + "\"," + said);
        feeds.send(
                "access",
                null,
                "\"time\":\"" + time.plusSeconds(1) + "\",\"status\":200,\"source_ip\":\"" + source + "\"," + said);
    }

    /** Issued and used; each at a partition of its own choice. */
    private static void use(Feeds feeds, Instant time, String token, String key) {
        String said = "\"token_id\":\"" + token + "\",\"issuer\":\"" + Feeds.ISSUER + "\",\"key_id\":\"" + key + "\"";
        feeds.send("issuance", null, "\"time\":\"" + time + "\"," + said);
        feeds.send("access", null, "\"time\":\"" + time.plusSeconds(1) + "\",\"status\":200," + said);
    }

    /** Every partition of both feeds has come to this time. */
    private static void readOn(Feeds feeds, Instant since, Instant time) {
        feeds.heartbeats(since.minusSeconds(600), time);
        for (int partition = 0; partition < Rig.PARTITIONS; partition++) {
            feeds.send(
                    "access",
                    partition,
                    "\"time\":\"" + time + "\",\"status\":401,\"token_id\":\"refused\",\"issuer\":\"elsewhere\"");
        }
    }

    private static String key(Instant time, String state) {
        return "{\"time\":\"" + time + "\",\"issuer\":\"" + Feeds.ISSUER + "\",\"state\":\"" + state + "\"}";
    }
}
