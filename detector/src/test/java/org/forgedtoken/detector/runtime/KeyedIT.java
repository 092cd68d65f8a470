package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.forgedtoken.detector.cli.DetectorCommand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics that are keyed by token, on a real broker, with three partitions. */
@Timeout(300)
class KeyedIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<String, String> BOTH = Map.of("access.keyed", "true", "issuance.keyed", "true");
    private static final String USED = "\"status\":200,\"token_id\":\"t\",\"issuer\":\"idp\",\"time\":\"";

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

    @Test
    void aRecordWithAnotherKeyThanItsTokensStopsTheRun() throws Exception {
        try (Rig rig = new Rig(broker, "another-key", folder);
                Feeds feeds = new Feeds(broker, rig);
                KafkaDetector detector = rig.start("a", BOTH)) {
            feeds.send("access", null, "idp|t", USED + Instant.now() + '"');
            feeds.send("access", 2, "alice", USED + Instant.now() + '"');

            assertThatThrownBy(detector::await)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("The detector failed: ")
                    .hasMessageContaining("The record in topic 'another-key-access', partition 2, offset ")
                    .hasMessageContaining(" is not keyed by its token, as access.keyed says")
                    .hasMessageContaining("and is 5 bytes with the SHA-256 2bd806c97f0e00af1a1fc3328fa763a9269723c8")
                    .hasMessageNotContaining("alice");
        }
    }

    @Test
    void aRecordInAnotherPartitionThanItsKeysStopsTheRun() throws Exception {
        try (Rig rig = new Rig(broker, "another-partition", folder);
                Feeds feeds = new Feeds(broker, rig);
                KafkaDetector detector = rig.start("a", BOTH)) {
            for (int partition = 0; partition < Rig.PARTITIONS; partition++) {
                feeds.send("issuance", partition, "idp|t", USED + Instant.now() + '"');
            }

            assertThatThrownBy(detector::await)
                    .hasMessageContaining("lies in the wrong partition for issuance.keyed")
                    .hasMessageContaining("another-partition-issuance");
        }
    }

    @Test
    void otherNumbersOfPartitionsAreRefused() {
        try (Rig rig = new Rig(broker, "numbers", folder)) {
            rig.grow("issuance", 4);

            assertThatThrownBy(() -> rig.start("a", BOTH))
                    .isInstanceOf(StartRefused.class)
                    .hasMessage("With issuance.keyed the topic 'numbers-issuance' must have as many partitions as"
                            + " judge.partitions, fixed at the first start: it has 4, and judge.partitions is 3.");
            assertThatThrownBy(() -> rig.start("a", Map.of("access.keyed", "true")))
                    .isInstanceOf(StartRefused.class)
                    .hasMessage("With access.keyed no input may have more partitions than judge.partitions:"
                            + " 'numbers-issuance' has 4, and judge.partitions is 3.");
        }
    }

    /** Three partitions of accesses, four of issuances, one of keys: as many tasks as the keyed topic has partitions. */
    @Test
    void otherInputsMayHaveFewerPartitions() throws Exception {
        try (Rig rig = new Rig(broker, "fewer", folder);
                Feeds feeds = new Feeds(broker, rig)) {
            broker.create(1, rig.topic("keys"));
            rig.grow("issuance", 4);
            Instant since = Instant.now().minusSeconds(60);
            feeds.list("keys", "k1", "{\"issuer\":\"idp\",\"state\":\"active\",\"time\":\"" + since + "\"}");
            for (int i = 0; i < 20; i++) {
                feeds.send(
                        "issuance",
                        null,
                        "idp|t" + i,
                        "\"issuer\":\"idp\",\"token_id\":\"t" + i + "\",\"time\":\"" + since + '"');
                feeds.send(
                        "access",
                        null,
                        "\"status\":200,\"issuer\":\"idp\",\"token_id\":\"t" + i + "\",\"key_id\":\"k1\",\"time\":\""
                                + since.plusSeconds(1) + '"');
            }
            try (KafkaDetector detector = rig.start("a", Map.of("issuance.keyed", "true"))) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(detector.metrics())
                                .contains("detector_records_total{feed=\"access\",outcome=\"issued\"} 20.0")
                                .contains("detector_records_total{feed=\"keys\",outcome=\"active\"} 1.0"));
            }
            // what it remembers and where it was are the same without the setting
            try (KafkaDetector detector = rig.start("a")) {
                feeds.send(
                        "access",
                        null,
                        "\"status\":200,\"issuer\":\"idp\",\"token_id\":\"t7\",\"time\":\"" + since.plusSeconds(2)
                                + '"');
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(detector.metrics())
                                .contains("detector_records_total{feed=\"access\",outcome=\"issued\"} 1.0"));
            }
        }
    }

    @Test
    void aBackfillIsKeyedAsTheFeedIs() throws Exception {
        try (Rig rig = new Rig(broker, "past", folder);
                KafkaDetector detector = rig.start("a", BOTH)) {
            Instant since = Instant.now().minus(Duration.ofHours(1));
            Path export = folder.resolve("export.jsonl");
            Files.write(
                    export,
                    IntStream.range(0, 300)
                            .mapToObj(i -> "{\"time\":\"" + since.plusSeconds(i)
                                    + "\",\"issuer\":\"idp|%\",\"token_id\":\"t:" + i + "é\"}")
                            .toList());
            List<String> arguments =
                    new ArrayList<>(List.of("backfill", export.toString(), "--issuance-format", "native"));
            rig.set("a", BOTH).forEach((key, value) -> arguments.addAll(List.of("--set", key + '=' + value)));
            StringWriter err = new StringWriter();
            int code = DetectorCommand.commandLine()
                    .setErr(new PrintWriter(err, true))
                    .execute(arguments.toArray(String[]::new));
            assertThat(code).as(err.toString()).isZero();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(detector.metrics())
                            .contains("detector_records_total{feed=\"issuance\",outcome=\"issued\"} 300.0")
                            .contains("detector_records_total{feed=\"issuance\",outcome=\"heartbeat\"} 3.0")
                            .contains("detector_ledger_tokens 300.0"));
            assertThat(detector.isRunning()).isTrue();
        }
    }
}
