package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.forgedtoken.detector.cli.DetectorCommand;
import org.forgedtoken.detector.demo.Traffic.GeneratedRecord;
import org.forgedtoken.detector.feed.Feed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code replay --from --to} on a real broker, by its command line. */
class HistoryIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static EmbeddedBroker broker;

    @TempDir
    Path folder;

    private String said = "";

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private int replay(Rig rig, String out, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("replay", "--out", folder.resolve(out).toString()));
        rig.set("replay").forEach((key, value) -> {
            if (!key.equals("kafka.bootstrap.servers")) {
                arguments.addAll(List.of("--set", key + '=' + value));
            }
        });
        arguments.addAll(List.of(more));
        StringWriter err = new StringWriter();
        int code = DetectorCommand.commandLine()
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
        said = err.toString();
        return code;
    }

    private int history(Rig rig, String out, Instant from, Instant to, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--from", from.toString(), "--to", to.toString(), "--bootstrap-servers", broker.bootstrapServers()));
        arguments.addAll(List.of(more));
        return replay(rig, out, arguments.toArray(String[]::new));
    }

    private JsonNode summary(String out) throws IOException {
        return JSON.readTree(folder.resolve(out).resolve("summary.json").toFile());
    }

    private SortedMap<String, JsonNode> alerts(String out) throws IOException {
        return ComparedAlerts.of(Files.readAllLines(folder.resolve(out).resolve("alerts.jsonl")));
    }

    /** The alerts of a replay of the same records from files, with the accesses of this range. */
    private SortedMap<String, JsonNode> files(
            Rig rig, String out, List<GeneratedRecord> records, Instant from, Instant to) throws IOException {
        List<String> files = new ArrayList<>();
        for (Feed feed : List.of(Feed.ACCESS, Feed.ISSUANCE)) {
            Path file = folder.resolve(out + '-' + feed);
            Files.write(
                    file,
                    records.stream()
                            .filter(record -> record.feed() == feed)
                            .filter(record -> feed == Feed.ISSUANCE
                                    || (from.toEpochMilli() <= record.timeMillis()
                                            && record.timeMillis() < to.toEpochMilli()))
                            .map(GeneratedRecord::json)
                            .toList());
            files.add(file.toString());
        }
        assertThat(replay(rig, out, "--access", files.get(0), "--issuance", files.get(1)))
                .as(said)
                .isZero();
        return alerts(out);
    }

    /** All that a replay might leave behind on a broker. */
    private static Map<String, Object> traces(Admin admin, String group) throws Exception {
        Set<String> groups = admin.listGroups().all().get().stream()
                .map(GroupListing::groupId)
                .collect(Collectors.toSet());
        return Map.of(
                "topics", admin.listTopics().names().get(),
                "groups", groups,
                "offsets",
                        admin.listConsumerGroupOffsets(group)
                                .partitionsToOffsetAndMetadata()
                                .get());
    }

    /** The chain holds, and the report is made from the files as it was made from the topics. */
    private void canBeCheckedLater(Path out) throws IOException {
        StringWriter told = new StringWriter();
        PrintWriter to = new PrintWriter(told, true);
        assertThat(DetectorCommand.commandLine().setOut(to).setErr(to).execute("verify", out.toString(), "--inputs"))
                .as(told::toString)
                .isZero();
        assertThat(told.toString()).contains("The input topic \"history-access\", partition 2 cannot be read again.");
        Path again = folder.resolve("again.html");
        assertThat(DetectorCommand.commandLine()
                        .setErr(to)
                        .execute("report", "--alerts", out.resolve("alerts.jsonl") + "", "--out", again + ""))
                .as(told::toString)
                .isZero();
        assertThat(again).hasSameTextualContentAs(out.resolve("report.html"));
    }

    @Test
    void saysWhatFilesAndALiveRunSayAndLeavesNoTrace() throws Exception {
        try (Rig rig = new Rig(broker, "history", folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            List<GeneratedRecord> records = rig.pour(Rig.past(22), Feed.ISSUANCE);
            Instant first = time(records, true);
            Instant behind = time(records, false).plusMillis(1);
            SortedMap<String, JsonNode> replayed = files(rig, "files", records, first, behind);
            assertThat(replayed).hasSizeGreaterThan(20);
            try (KafkaDetector detector = rig.start("a")) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(ComparedAlerts.differences(
                                        "replayed", replayed, "live", ComparedAlerts.of(rig.written("alerts"))))
                                .isEmpty());
                assertThat(detector.isRunning()).isTrue();
            }
            Map<String, Object> before = traces(admin, "history");
            assertThat((Map<?, ?>) before.get("offsets")).isNotEmpty();

            assertThat(history(rig, "topics", first, behind)).as(said).isZero();
            assertThat(ComparedAlerts.differences("files", replayed, "topics", alerts("topics")))
                    .isEmpty();
            JsonNode manifest = JSON.readTree(
                    folder.resolve("topics").resolve("manifest.json").toFile());
            assertThat(manifest.get("inputs")).hasSize(2 * Rig.PARTITIONS);
            canBeCheckedLater(folder.resolve("topics"));
            assertThat(summary("topics").at("/feeds/access/read").longValue())
                    .isEqualTo(records.stream()
                            .filter(record -> record.feed() == Feed.ACCESS)
                            .count());

            Instant from = first.plusSeconds(120);
            Instant to = first.plusSeconds(240);
            assertThat(history(rig, "part", from, to, "--threads", "1"))
                    .as(said)
                    .isZero();
            assertThat(ComparedAlerts.differences(
                            "files", files(rig, "part-files", records, from, to), "topics", alerts("part")))
                    .isEmpty();
            assertThat(alerts("part")).isNotEmpty();
            assertThat(alerts("part").size()).isLessThan(replayed.size());

            assertThat(traces(admin, "history")).isEqualTo(before);
        }
    }

    private static Instant time(List<GeneratedRecord> records, boolean first) {
        var times =
                records.stream().filter(record -> record.feed() == Feed.ACCESS).mapToLong(GeneratedRecord::timeMillis);
        return Instant.ofEpochMilli((first ? times.min() : times.max()).orElseThrow());
    }

    /** Some minutes of each second's token, used at once, in each partition of both topics. */
    private static void feed(Feeds feeds, Instant begin, int seconds) {
        for (int i = 0; i < seconds; i++) {
            Instant time = begin.plusSeconds(i);
            String said = "\"time\":\"" + time + "\",\"issuer\":\"" + Feeds.ISSUER + "\",\"token_id\":\"t" + i + '"';
            feeds.send("issuance", i % Rig.PARTITIONS, said);
            feeds.send("access", i % Rig.PARTITIONS, said);
        }
    }

    @Test
    void whatRetentionHasTakenIsNotThere() throws Exception {
        Instant begin = Instant.now().minusSeconds(900).truncatedTo(ChronoUnit.SECONDS);
        try (Rig rig = new Rig(broker, "cut", folder);
                Feeds feeds = new Feeds(broker, rig);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            feed(feeds, begin, 120);
            admin.deleteRecords(Map.of(
                            new TopicPartition(rig.topic("access"), 0), RecordsToDelete.beforeOffset(10),
                            new TopicPartition(rig.topic("issuance"), 1), RecordsToDelete.beforeOffset(5)))
                    .all()
                    .get();
            Instant end = begin.plusSeconds(120);

            assertThat(history(rig, "whole", begin, end)).isEqualTo(1);
            assertThat(said)
                    .contains("Not there: " + rig.topic("access") + "-0 begins with an access of "
                            + begin.plusSeconds(30) + ": what it held before is deleted.")
                    .contains("the ledger begins at " + begin.plusSeconds(16))
                    .contains("--partial accepts that");
            assertThat(summary("whole").at("/feeds/access/read").intValue()).isEqualTo(110);
            assertThat(summary("whole").at("/feeds/access/never_issued").intValue())
                    .isZero();
            assertThat(history(rig, "partial", begin, end, "--partial"))
                    .as(said)
                    .isZero();
            assertThat(history(rig, "rest", begin.plusSeconds(30), end))
                    .as(said)
                    .isZero();

            assertThat(history(rig, "later", begin, end.plusSeconds(600))).isEqualTo(1);
            assertThat(said).contains("The topic '" + rig.topic("access") + "' ends with an access of ");
        }
    }

    @Test
    void anOpenTransactionIsNotReadPast() throws Exception {
        Instant begin = Instant.now().minusSeconds(900).truncatedTo(ChronoUnit.SECONDS);
        try (Rig rig = new Rig(broker, "open", folder);
                Feeds feeds = new Feeds(broker, rig);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "open"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(issuance(rig, begin, "committed")).get();
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(issuance(rig, begin, "aborted")).get();
            producer.abortTransaction();
            feed(feeds, begin, 60);
            producer.beginTransaction();
            producer.send(issuance(rig, begin.plusSeconds(60), "open")).get();

            assertThat(history(rig, "out", begin, begin.plusSeconds(60)))
                    .as(said)
                    .isZero();
            assertThat(said)
                    .contains(rig.topic("issuance") + "-0 was read to its last stable offset")
                    .contains("the 1 offsets behind it belong to a transaction that is not ended");
            assertThat(summary("out").at("/feeds/issuance/issued").intValue()).isEqualTo(61);
            producer.commitTransaction();
            // the commit is answered before its marker is written
            await().atMost(PATIENCE)
                    .until(() -> end(admin, rig, IsolationLevel.READ_COMMITTED)
                            == end(admin, rig, IsolationLevel.READ_UNCOMMITTED));

            assertThat(history(rig, "closed", begin, begin.plusSeconds(60)))
                    .as(said)
                    .isZero();
            assertThat(said).doesNotContain("stable");
            assertThat(summary("closed").at("/feeds/issuance/issued").intValue())
                    .isEqualTo(62);
        }
    }

    private static long end(Admin admin, Rig rig, IsolationLevel isolation) throws Exception {
        TopicPartition at = new TopicPartition(rig.topic("issuance"), 0);
        return admin.listOffsets(Map.of(at, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                .partitionResult(at)
                .get()
                .offset();
    }

    private static ProducerRecord<byte[], byte[]> issuance(Rig rig, Instant time, String token) {
        String value = "{\"time\":\"" + time + "\",\"issuer\":\"" + Feeds.ISSUER + "\",\"token_id\":\"" + token + "\"}";
        return new ProducerRecord<>(rig.topic("issuance"), 0, null, value.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTopicThatIsNotThereIsNamedAndNotMade() throws Exception {
        try (Rig rig = new Rig(broker, "none", folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Instant now = Instant.now();
            assertThat(history(rig, "out", now.minusSeconds(60), now, "--set", "topic.access=nowhere"))
                    .isEqualTo(1);
            assertThat(said).contains("The topic 'nowhere' (topic.access) does not exist.");
            assertThat(history(rig, "out", now.minusSeconds(60), now)).isEqualTo(1);
            assertThat(said).contains("The topic '" + rig.topic("access") + "' (topic.access) is empty.");
            assertThat(admin.listTopics().names().get()).doesNotContain("nowhere");
        }
    }
}
