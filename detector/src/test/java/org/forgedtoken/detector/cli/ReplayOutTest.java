package org.forgedtoken.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.forgedtoken.detector.Detector;
import org.forgedtoken.detector.evidence.Unfinished;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of {@code replay --out}: whole, or known not to be. */
class ReplayOutTest {
    @TempDir
    Path folder;

    private ReplayOfTheDay day;
    private String[] inputs;

    @BeforeEach
    void copyTheDay() throws IOException {
        day = new ReplayOfTheDay(folder);
        inputs = new String[] {"--access", day.access + "", "--issuance", day.issuance + ""};
    }

    @Test
    void aReplayThatWasKilledIsBegunAnewByTheSameCommand() throws Exception {
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx200m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Detector.class.getName(),
                        "replay",
                        "--access",
                        "-",
                        "--issuance",
                        day.issuance + "",
                        "--out",
                        day.out + "")
                .redirectErrorStream(true)
                .redirectOutput(new File(folder + "/killed.log"))
                .start();
        try (OutputStream log = killed.getOutputStream()) {
            log.write(ReplayOfTheDay.text(Files.readAllLines(day.access).subList(0, 100)));
            log.flush();
            await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(day.out.resolve("undetermined.jsonl")));

            assertThat(day.run(inputs)).as("while it writes").isEqualTo(1);
            assertThat(day.said).contains("Another replay is writing into the folder " + day.out);
            assertThat(day.verify()).isEqualTo(1);
        } finally {
            killed.destroyForcibly().waitFor();
        }
        assertThat(day.verify()).isEqualTo(1);
        assertThat(day.said).contains("the replay has not come to its end");

        assertThat(day.run(inputs)).isZero();

        assertThat(day.said)
                .contains("In " + day.out + " lies a replay that has not come to its end; it is begun anew.");
        assertThat(day.count("/feeds/access/read")).isEqualTo(172);
        assertThat(day.out.resolve(Unfinished.NAME)).doesNotExist();
        SortedMap<String, String> found = day.found();
        assertThat(day.verify()).isZero();
        day.out = folder.resolve("undisturbed");
        assertThat(day.run(inputs)).isZero();
        assertThat(found).isEqualTo(day.found());
    }

    /** What vouched for the earlier results is gone before the first of them is written over. */
    @Test
    void aMixtureOfTwoReplaysIsNeverSound() throws IOException {
        assertThat(day.run(inputs)).isZero();
        assertThat(day.verify()).isZero();
        fill("incidents.jsonl");

        assertThat(day.run(inputs[0], inputs[1], inputs[2], inputs[3], "--force"))
                .isEqualTo(1);

        assertThat(day.out.resolve("chain.jsonl")).doesNotExist();
        assertThat(day.out.resolve("manifest.json")).doesNotExist();
        assertThat(day.verify()).isEqualTo(1);
        Files.delete(day.out.resolve("incidents.jsonl"));
        assertThat(day.run(inputs)).isZero();
        assertThat(day.verify()).isZero();
    }

    @Test
    void aFullDiskIsToldWithTheFileThatDidNotFit() throws IOException {
        for (String name : List.of("alerts.jsonl", "accounts.csv", "summary.json", "report.html")) {
            day.out = Files.createDirectory(folder.resolve("full-" + name));
            fill(name);

            assertThat(day.run(inputs[0], inputs[1], inputs[2], inputs[3], "--force"))
                    .as(name)
                    .isEqualTo(1);

            assertThat(day.said).contains("detector: " + name + " cannot be written: ", "No space left on device");
            assertThat(day.verify()).as(name).isEqualTo(1);
        }
    }

    @Test
    void aFolderThatCannotBeWrittenToIsTold() {
        day.out = Path.of("/proc/self/fd");

        assertThat(day.run(inputs[0], inputs[1], "--force")).isEqualTo(1);

        assertThat(day.said).contains("The folder /proc/self/fd cannot be written to: ");
    }

    @Test
    void aFileIsNoFolder() {
        day.out = day.access;

        assertThat(day.run(inputs)).isEqualTo(2);
        assertThat(day.said).contains(day.access + " is not a folder");
    }

    /** Writes there fail as on a full disk. */
    private void fill(String name) throws IOException {
        Files.deleteIfExists(day.out.resolve(name));
        Files.createSymbolicLink(day.out.resolve(name), Path.of("/dev/full"));
    }
}
