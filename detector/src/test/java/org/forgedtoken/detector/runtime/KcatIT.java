package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.forgedtoken.detector.demo.Score;
import org.forgedtoken.detector.feed.Feed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client of another make reads the alerts while the detector is at work. */
@Tag("system")
class KcatIT {
    private static final String ALERT =
            "[0-9a-f]{32} .*ce_type=org\\.forgedtoken\\.alert\\.\\w+,.*rule=[a-z-]+,severity=\\w+.*"
                    + " \\{\"category_uid\":2,\"class_uid\":2004,.*}";
    private static final String INCIDENT = "[0-9a-f]{32}"
            + " .*ce_type=org\\.forgedtoken\\.incident\\.\\w+,.*kind=[a-z-]+,severity=\\w+,incident=[0-9a-f]{32}.*"
            + " \\{\"category_uid\":2,\"class_uid\":2005,.*}";

    @TempDir
    Path folder;

    @Test
    void readsAlertsWithTheirHeaders() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Rig rig = new Rig(broker, "kcat", folder)) {
            Score score = rig.watchAlerts();
            try (KafkaDetector detector = rig.start("a")) {
                assertThat(detector.isRunning()).isTrue();
                rig.pour(Rig.past(11), Feed.ISSUANCE);
                await().atMost(Duration.ofMinutes(2))
                        .untilAsserted(() -> assertThat(score.open())
                                .as(() -> "open alerts; " + detector.metrics())
                                .isGreaterThanOrEqualTo(20));
                // an incident is written after the alerts that open it
                await().atMost(Duration.ofMinutes(2))
                        .untilAsserted(() -> assertThat(rig.written("alerts"))
                                .anyMatch(line -> line.contains("\"class_uid\":2005")));

                List<String> lines = kcat(broker.bootstrapServers(), rig.topic("alerts"));

                assertThat(lines)
                        .hasSizeGreaterThanOrEqualTo(20)
                        .allSatisfy(
                                line -> assertThat(line).matches(line.contains("class_uid\":2005") ? INCIDENT : ALERT))
                        .anyMatch(line -> line.matches(INCIDENT));
                assertThat(lines.stream().filter(line -> line.matches(ALERT))).hasSizeGreaterThanOrEqualTo(20);
            }
        }
    }

    private List<String> kcat(String servers, String topic) throws Exception {
        Path out = folder.resolve("kcat.out");
        Process kcat = new ProcessBuilder(
                        "kcat", "-C", "-q", "-e", "-b", servers, "-t", topic, "-o", "beginning", "-f", "%k %h %s\\n")
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(kcat.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(kcat.exitValue()).isZero();
        return Files.readAllLines(out);
    }
}
