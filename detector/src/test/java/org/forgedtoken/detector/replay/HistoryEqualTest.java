package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.forgedtoken.detector.demo.Preset;
import org.forgedtoken.detector.demo.Traffic;
import org.forgedtoken.detector.demo.Traffic.GeneratedRecord;
import org.forgedtoken.detector.demo.TrafficPlan;
import org.forgedtoken.detector.demo.TrafficPlan.Outage;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.replay.ReplayRequest.CompleteUntil;
import org.forgedtoken.detector.replay.input.TopicInput.TimeRange;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole attack in two hours, from files and from topics of several partitions: equal alerts (reference/verdicts.md). What
 * a feed is accused of names the partition, of which files have but one; what a source is accused of is in no order.
 */
@Timeout(300)
class HistoryEqualTest {
    private static final Settings SETTINGS = Settings.defaults();

    @TempDir
    Path folder;

    private static final List<GeneratedRecord> RECORDS = new ArrayList<>();

    @BeforeAll
    static void generate() {
        Duration length = Duration.ofHours(2);
        new Traffic(Preset.ATTACK.plan(12, length, 1, TrafficPlan.Attack.evenly(66), Outage.NONE))
                .forEachRemaining(RECORDS::add);
    }

    @AfterAll
    static void forget() {
        RECORDS.clear();
    }

    /** @param lag how much later than it happened Kafka says that a record was written, in ms */
    @ParameterizedTest
    @CsvSource({"1, 1000, 0", "3, 7, 0", "3, 500, 86400000"})
    void theSameRecordsFromFilesAndFromTopicsGiveEqualAlerts(int partitions, int mostAtOnce, long lag)
            throws IOException {
        FakeTopics topics = topics(partitions, mostAtOnce, lag);
        long first = times().min().orElseThrow();
        long last = times().max().orElseThrow();
        SortedMap<String, JsonNode> whole = comparable(files(first, last + 1, folder.resolve("files")));
        assertThat(whole.values().stream().map(Replayed::rule))
                .contains("token-never-issued", "token-altered", "key-unknown", "account-unknown");
        for (int threads : new int[] {1, 4}) {
            Path out = folder.resolve("by" + threads);
            assertThat(differences(whole, comparable(history(topics, first, last + 1, threads, out))))
                    .isEmpty();
        }

        long from = first + (last - first) / 3;
        long to = first + (last - first) * 2 / 3;
        Replayed part = history(topics, from, to, 2, folder.resolve("part"));
        assertThat(part.result.told()).noneMatch(sentence -> sentence.startsWith("Not there: "));
        assertThat(differences(comparable(files(from, to, folder.resolve("of-part"))), comparable(part)))
                .isEmpty();
        assertThat(part.alerts()).isNotEmpty();
        assertThat(part.alerts().size()).isLessThan(whole.size());
    }

    private LongStream times() {
        return RECORDS.stream().filter(record -> record.feed() == Feed.ACCESS).mapToLong(GeneratedRecord::timeMillis);
    }

    private FakeTopics topics(int partitions, int mostAtOnce, long lag) {
        FakeTopics topics = new FakeTopics(mostAtOnce);
        topics.create(SETTINGS.get(Catalogue.TOPIC_ACCESS), partitions);
        topics.create(SETTINGS.get(Catalogue.TOPIC_ISSUANCE), partitions);
        topics.create(SETTINGS.get(Catalogue.TOPIC_KEYS), 1);
        topics.create(SETTINGS.get(Catalogue.TOPIC_ACCOUNTS), 2);
        for (GeneratedRecord record : RECORDS) {
            String topic = topic(record.feed());
            int count = topics.partitions(topic);
            long writtenAt = record.arrivalMillis() + lag;
            if (record.feed() == Feed.ISSUANCE && record.key() == null) {
                for (int partition = 0; partition < count; partition++) {
                    topics.send(topic, partition, writtenAt, null, record.json(), false);
                }
            } else {
                int partition =
                        record.key() == null ? 0 : Math.floorMod(record.key().hashCode(), count);
                topics.send(topic, partition, writtenAt, record.key(), record.json(), false);
            }
        }
        return topics;
    }

    private static String topic(Feed feed) {
        return SETTINGS.get(Catalogue.topic(feed));
    }

    private static Replayed history(FakeTopics topics, long from, long to, int threads, Path out) throws IOException {
        return Replayed.of(new History(new TimeRange(from, to), SETTINGS, topics, true), SETTINGS, threads, out);
    }

    /** Of the accesses in this range, and all else. */
    private Replayed files(long from, long to, Path out) throws IOException {
        List<List<String>> files = new ArrayList<>();
        for (Feed feed : Feed.values()) {
            List<String> lines = RECORDS.stream()
                    .filter(record -> record.feed() == feed)
                    .filter(record -> feed != Feed.ACCESS || (from <= record.timeMillis() && record.timeMillis() < to))
                    .map(GeneratedRecord::json)
                    .toList();
            files.add(
                    List.of(Files.write(folder.resolve(feed + ".jsonl"), lines).toString()));
        }
        return Replayed.of(
                files.get(Feed.ACCESS.ordinal()),
                files.get(Feed.ISSUANCE.ordinal()),
                files.get(Feed.KEYS.ordinal()),
                files.get(Feed.ACCOUNTS.ordinal()),
                new CompleteUntil.Unsaid(),
                out);
    }

    /** Of unknown accounts a source is accused too: that it is must be the same, not with which access it begins. */
    private static SortedMap<String, JsonNode> comparable(Replayed replayed) throws IOException {
        SortedMap<String, JsonNode> comparable = replayed.comparable();
        comparable.values().removeIf(alert -> {
            String rule = Replayed.rule(alert);
            return rule.equals("ledger-degraded") || rule.startsWith("source-");
        });
        comparable.values().stream()
                .filter(alert -> Replayed.rule(alert).equals("account-unknown"))
                .forEach(alert -> {
                    ((ObjectNode) alert).retain("finding_info", "activity_id", "severity_id");
                    ((ObjectNode) alert.get("finding_info")).retain("uid", "analytic");
                });
        return comparable;
    }

    private static List<String> differences(SortedMap<String, JsonNode> files, SortedMap<String, JsonNode> topics) {
        SortedMap<String, String> differences = new TreeMap<>();
        files.forEach((uid, alert) -> {
            if (!alert.equals(topics.get(uid))) {
                differences.put(uid, Replayed.rule(alert) + ": " + alert + " / " + topics.get(uid));
            }
        });
        topics.forEach((uid, alert) -> {
            if (!files.containsKey(uid)) {
                differences.put(uid, Replayed.rule(alert) + ": none / " + alert);
            }
        });
        return List.copyOf(differences.values());
    }
}
