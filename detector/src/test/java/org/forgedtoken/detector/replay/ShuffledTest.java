package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.forgedtoken.detector.demo.Fault;
import org.forgedtoken.detector.demo.Preset;
import org.forgedtoken.detector.demo.Traffic;
import org.forgedtoken.detector.demo.Traffic.GeneratedRecord;
import org.forgedtoken.detector.demo.TrafficPlan;
import org.forgedtoken.detector.demo.TrafficPlan.Outage;
import org.forgedtoken.detector.feed.Feed;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShuffledTest {
    private static final Set<String> WATCHED =
            Set.of("source-fan-out", "source-enumeration", "account-unknown", "account-rate-anomaly");

    private record Line(long time, long arrival, String json) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyOrderWithinGraceGivesEqualAlerts(long seed, @TempDir Path folder) throws IOException {
        Map<Fault, Integer> faults = TrafficPlan.Attack.evenly(66);
        // decidable before its issuance has to be there, so that it depends on the order whether it is accused in
        // between
        faults.put(Fault.USED_BEFORE_ISSUE, 0);
        TrafficPlan plan = Preset.MEMBERS.plan(seed, Duration.ofHours(4), 0.3, faults, Outage.NONE);
        List<GeneratedRecord> records = new ArrayList<>();
        new Traffic(plan).forEachRemaining(records::add);
        Replayed straight = replay(records, record -> 0, folder.resolve("straight"));
        SortedMap<String, JsonNode> expected = ordered(straight);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 3; i++) {
            Replayed shuffled = replay(records, record -> delay(record, random), folder.resolve("shuffled" + i));
            SortedMap<String, JsonNode> alerts = ordered(shuffled);
            assertThat(alerts.keySet()).isEqualTo(expected.keySet());
            expected.forEach((uid, alert) -> assertThat(alerts.get(uid)).isEqualTo(alert));
            assertThat(shuffled.summary().get("feeds"))
                    .isEqualTo(straight.summary().get("feeds"));
        }
        assertThat(expected).isNotEmpty();
    }

    /** What WATCH finds begins when it is seen, in the order in which accesses came; all else must be equal. */
    private static SortedMap<String, JsonNode> ordered(Replayed replayed) throws IOException {
        SortedMap<String, JsonNode> alerts = replayed.comparable();
        alerts.values()
                .removeIf(alert ->
                        WATCHED.contains(alert.at("/finding_info/analytic/uid").asText()));
        return alerts;
    }

    /** How long after its time a record arrives, ms. */
    interface Delay {
        long of(GeneratedRecord record);
    }

    /** Records wait below grace; a heartbeat speaks for those before it, and so comes after all of them. */
    static long delay(GeneratedRecord record, SplittableRandom random) {
        boolean heartbeat = record.json().contains("\"heartbeat\"");
        return heartbeat ? 119_000 : random.nextLong(119_000);
    }

    private static Replayed replay(List<GeneratedRecord> records, Delay delay, Path folder) throws IOException {
        return replay(records, delay, folder, folder.resolve("out"));
    }

    static Replayed replay(List<GeneratedRecord> records, Delay delay, Path folder, Path out) throws IOException {
        Files.createDirectories(folder);
        for (Feed feed : Feed.values()) {
            List<Line> lines = new ArrayList<>();
            for (GeneratedRecord record : records) {
                if (record.feed() == feed) {
                    lines.add(new Line(record.timeMillis(), record.timeMillis() + delay.of(record), record.json()));
                }
            }
            lines.sort(Comparator.comparingLong(Line::arrival));
            Files.write(
                    folder.resolve(feed + ".jsonl"),
                    lines.stream().map(Line::json).toList());
        }
        return Replayed.of(folder.resolve("ACCESS.jsonl"), folder.resolve("ISSUANCE.jsonl"), out);
    }
}
