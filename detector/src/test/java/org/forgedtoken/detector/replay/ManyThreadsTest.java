package org.forgedtoken.detector.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.demo.Preset;
import org.forgedtoken.detector.demo.Traffic.SampleFiles;
import org.forgedtoken.detector.demo.TrafficPlan;
import org.forgedtoken.detector.demo.TrafficPlan.Outage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A replay by any number of threads writes the same files, byte for byte where the clock stands still. */
@Timeout(300)
class ManyThreadsTest {
    private static final List<String> WRITTEN = List.of(
            "alerts.jsonl",
            "incidents.jsonl",
            "accounts.csv",
            "blocklist.jsonl",
            "dead-letters.jsonl",
            "undetermined.jsonl");

    @TempDir
    Path folder;

    private List<String> access = List.of();

    /** The whole attack, in a few hours; three gateways log it in turn. */
    @BeforeEach
    void generate() throws IOException {
        Duration length = Duration.ofHours(3);
        TrafficPlan plan = Preset.ATTACK.plan(11, length, 1, TrafficPlan.Attack.evenly(66), Outage.NONE);
        SampleFiles.write(plan, folder, time -> {});
        List<StringBuilder> gateways = List.of(new StringBuilder(), new StringBuilder(), new StringBuilder());
        int line = 0;
        for (String record : Files.readAllLines(folder.resolve("access.jsonl"))) {
            gateways.get(line++ / 100 % gateways.size()).append(record).append('\n');
        }
        access = new ArrayList<>();
        for (StringBuilder gateway : gateways) {
            Path file = folder.resolve("gateway" + access.size() + ".jsonl.zst");
            access.add(Files.write(file, Zstd.compress(gateway.toString().getBytes(UTF_8)))
                    .toString());
        }
    }

    private Replayed by(int threads, Path out) throws IOException {
        return Replayed.by(
                threads,
                access,
                List.of(folder.resolve("issuance.jsonl").toString()),
                List.of(folder.resolve("keys.jsonl").toString()),
                List.of(folder.resolve("accounts.jsonl").toString()),
                out);
    }

    @Test
    void theResultsAreTheSame() throws IOException {
        Replayed one = by(1, folder.resolve("by1"));
        assertThat(one.openTokens()).containsKeys("token-never-issued", "token-altered", "source-fan-out");
        for (int threads : new int[] {2, 3, 8}) {
            Replayed many = by(threads, folder.resolve("by" + threads));
            for (String name : WRITTEN) {
                assertThat(many.out.resolve(name)).hasSameTextualContentAs(one.out.resolve(name));
            }
            assertThat(counted(many)).isEqualTo(counted(one));
            assertThat(many.manifest().get("inputs")).isEqualTo(one.manifest().get("inputs"));
        }
    }

    /** What fails behind all other threads, and late, ends the replay all the same. */
    @Test
    void aResultThatCannotBeWrittenEndsTheReplay() throws IOException {
        Path out = Files.createDirectories(folder.resolve("out"));
        Files.createSymbolicLink(out.resolve("alerts.jsonl"), Path.of("/dev/full"));
        assertThatThrownBy(() -> by(3, out))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("alerts.jsonl cannot be written");
    }

    private static ObjectNode counted(Replayed replayed) throws IOException {
        ObjectNode summary = (ObjectNode) replayed.summary();
        summary.remove(List.of("seconds", "records_per_second"));
        return summary;
    }
}
