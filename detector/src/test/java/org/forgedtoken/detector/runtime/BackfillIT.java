package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.cli.DetectorCommand;
import org.forgedtoken.detector.demo.AlertWatch.SeenAlert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export of what was issued before the detector came, loaded while it runs. */
class BackfillIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ISSUED = 100_000;
    private static final int USED = 1_000;
    private static final int FORGED = 20;

    private static EmbeddedBroker broker;

    @TempDir
    Path folder;

    private final Instant begin = Instant.now().minus(Duration.ofHours(3));

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void decidesWhatIsOlderThanTheLedgerAtItsNextUse() throws Exception {
        try (Rig rig = new Rig(broker, "backfill", folder);
                Feeds feeds = new Feeds(broker, rig);
                KafkaDetector detector = rig.start("a")) {
            rig.watchAlerts();
            feeds.heartbeats(Instant.now().minusSeconds(60), Instant.now());
            useAll(feeds);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(detector.metrics())
                            .contains("detector_records_total{feed=\"access\",outcome=\"undetermined\"} 1020.0")
                            .contains("detector_undetermined_tokens{reason=\"before-ledger\"} 1020.0"));
            assertThat(detector.metrics()).contains("detector_records_total{feed=\"access\",outcome=\"issued\"} 0.0");

            StringWriter err = new StringWriter();
            List<String> arguments =
                    new ArrayList<>(List.of("backfill", export().toString(), "--issuance-format", "native"));
            rig.set("a").forEach((key, value) -> arguments.addAll(List.of("--set", key + '=' + value)));
            int code = DetectorCommand.commandLine()
                    .setErr(new PrintWriter(err, true))
                    .execute(arguments.toArray(String[]::new));
            assertThat(code).as(err.toString()).isZero();
            assertThat(err.toString())
                    .contains("Loaded " + ISSUED + " records; 0 ", "Covered: \"" + Feeds.ISSUER + '"');

            for (int i = 0; i < FORGED; i++) {
                String token = forged(i);
                await().atMost(PATIENCE).until(() -> status(detector, token) == 403);
            }
            useAll(feeds);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(detector.metrics())
                            .contains("detector_records_total{feed=\"access\",outcome=\"issued\"} 1000.0")
                            .contains("detector_records_total{feed=\"access\",outcome=\"never_issued\"} 20.0"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(rig.seen().stream()
                                    .filter(alert -> alert.rule().equals("token-never-issued"))
                                    .map(SeenAlert::uid)
                                    .distinct())
                            .hasSize(FORGED));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(detector.metrics())
                            .contains("detector_records_total{feed=\"issuance\",outcome=\"issued\"} 100000.0"));
            assertThat(detector.metrics())
                    .contains("detector_records_total{feed=\"access\",outcome=\"undetermined\"} 1020.0");
            assertThat(rig.seen().stream().map(SeenAlert::rule)).doesNotContain("ledger-degraded");
        }
    }

    private void useAll(Feeds feeds) {
        for (int i = 0; i < USED; i++) {
            feeds.use(Feeds.token("t" + i * (ISSUED / USED), "u" + i, issuedAt(i * (ISSUED / USED))), Instant.now());
        }
        for (int i = 0; i < FORGED; i++) {
            feeds.use(forged(i), Instant.now());
        }
    }

    private String forged(int i) {
        return Feeds.token("forged" + i, "u" + i, begin.plusSeconds(600 + i));
    }

    /** Within an hour. */
    private Instant issuedAt(int i) {
        return begin.plusSeconds(i * 3600L / ISSUED);
    }

    private Path export() throws IOException {
        Path file = folder.resolve("export.jsonl");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < ISSUED; i++) {
                out.write("{\"time\":\"" + issuedAt(i) + "\",\"issuer\":\"" + Feeds.ISSUER + "\",\"token_id\":\"t" + i
                        + "\",\"account_id\":\"u" + i / (ISSUED / USED) + "\",\"key_id\":\"k1\"}\n");
            }
        }
        return file;
    }

    private static int status(KafkaDetector detector, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(detector.address().resolve("/api/decision"))
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
