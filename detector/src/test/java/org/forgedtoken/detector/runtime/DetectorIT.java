package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.forgedtoken.detector.demo.Fault.Planted;
import org.forgedtoken.detector.demo.Score;
import org.forgedtoken.detector.demo.Traffic;
import org.forgedtoken.detector.demo.Traffic.GeneratedRecord;
import org.forgedtoken.detector.demo.Truth;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.forgedtoken.detector.step.TokenEvent;
import org.forgedtoken.detector.topology.Topics;
import org.forgedtoken.detector.topology.codec.TokenEventsCodec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The detector on a real broker, with three partitions. */
@Order(1)
class DetectorIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern JWT = Pattern.compile("[\\w-]{8,}\\.([\\w-]{16,})\\.([\\w-]{16,})");

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

    /** Whichever feed the log holds first: nothing false, nothing missed, no raw token left behind. */
    @ParameterizedTest
    @EnumSource(names = {"ACCESS", "ISSUANCE"})
    void judgesABacklogAtItsFirstStart(Feed first) throws Exception {
        try (Rig rig = new Rig(broker, "backlog-" + first.ordinal(), folder)) {
            Traffic traffic = Rig.past(7 + first.ordinal());
            List<GeneratedRecord> sent = rig.pour(traffic, first);
            Score score = rig.watchAlerts();

            String metrics;
            try (KafkaDetector detector = rig.start("a")) {
                awaitAllFound(score, traffic.truth());

                await().atMost(PATIENCE).untilAsserted(() -> {
                    assertThat(read(detector)).isEqualTo(traffic.truth().accesses());
                    marksAreInEveryPartition(rig, rig.everythingWritten());
                });
                metrics = detector.metrics();
            }
            noRawToken(sent, rig.everythingWritten(), metrics, rig.state("a"));
            assertNothingFalse(score, traffic.truth());
        }
    }

    @Test
    void twoInstancesShareTheWork() throws Exception {
        try (Rig rig = new Rig(broker, "two", folder)) {
            Traffic traffic = Rig.past(9);
            Score score = rig.watchAlerts();

            try (KafkaDetector a = rig.start("a");
                    KafkaDetector b = rig.start("b")) {
                rig.pour(traffic, Feed.ISSUANCE);
                awaitAllFound(score, traffic.truth());

                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(read(a) + read(b))
                                .isEqualTo(traffic.truth().accesses()));
                assertThat(read(a)).isPositive();
                assertThat(read(b)).isPositive();
            }
            assertNothingFalse(score, traffic.truth());
        }
    }

    @Test
    void saysWhichTopicIsMissing() {
        Settings settings = settings(Map.of("topic.access", "nowhere"));

        assertThatThrownBy(() -> KafkaDetector.start(settings, "test"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("'nowhere' (topic.access) and 'token-issuance' (topic.issuance) do not exist");
    }

    /** More partitions of the inputs: the start brings READ's changelog up to them; those of JUDGE stay as they are. */
    @Test
    void inputsMayGrowAndTokenEventsMayNot() throws Exception {
        try (Rig rig = new Rig(broker, "grown", folder)) {
            rig.start("a").close();

            Settings other = Settings.read(
                    new Sources(Optional.empty(), Map.of(), rig.set("a", Map.of("judge.partitions", "5"))));
            assertThatThrownBy(() -> KafkaDetector.start(other, "test"))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("judge.partitions is 5, but the detector was first started with 3");

            rig.grow("access", 4);
            rig.grow("issuance", 5);
            Traffic traffic = Rig.past(12);
            rig.pour(traffic, Feed.ISSUANCE);
            Score score = rig.watchAlerts();
            try (KafkaDetector detector = rig.start("a")) {
                awaitAllFound(score, traffic.truth());
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(read(detector))
                                .isEqualTo(traffic.truth().accesses()));
            }
            assertNothingFalse(score, traffic.truth());
        }
    }

    @Test
    void saysThatNoBrokerAnswers() {
        Settings settings = settings(Map.of(
                "kafka.bootstrap.servers",
                "127.0.0.1:1",
                "kafka.admin.default.api.timeout.ms",
                "1500",
                "kafka.admin.request.timeout.ms",
                "500"));

        assertThatThrownBy(() -> KafkaDetector.start(settings, "test"))
                .isInstanceOf(StartRefused.class)
                .hasMessage("No Kafka broker answers at 127.0.0.1:1 (kafka.bootstrap.servers).");
    }

    private static Settings settings(Map<String, String> more) {
        Map<String, String> set = new TreeMap<>(Map.of("kafka.bootstrap.servers", broker.bootstrapServers()));
        set.putAll(more);
        return Settings.read(new Sources(Optional.empty(), Map.of(), set));
    }

    private static void awaitAllFound(Score score, Truth truth) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(score.against(truth, Long.MAX_VALUE))
                        .allSatisfy((rule, one) -> assertThat(planted(truth, one.missed()))
                                .as(rule)
                                .isEmpty()));
    }

    private static List<Planted> planted(Truth truth, Set<String> tokens) {
        return truth.planted().stream()
                .filter(planted -> tokens.contains(planted.token()))
                .toList();
    }

    /** The watch may still have to read that an alert was taken back. */
    private static void assertNothingFalse(Score score, Truth truth) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(score.against(truth, Long.MAX_VALUE))
                        .allSatisfy((rule, one) -> {
                            assertThat(one.unexpected()).as(rule).isEmpty();
                            assertThat(one.planted()).as(rule).isPositive();
                        }));
    }

    private static void marksAreInEveryPartition(Rig rig, List<ConsumerRecord<byte[], byte[]>> written) {
        Set<List<Integer>> seen = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
        for (ConsumerRecord<byte[], byte[]> record : written) {
            if (record.topic().equals(rig.internal(Topics.TOKEN_EVENTS)) && record.value() != null) {
                for (TokenEvent event : new TokenEventsCodec().value(record.value())) {
                    if (event instanceof TokenEvent.Covered covered) {
                        seen.add(List.of(covered.mark().partition(), record.partition()));
                    }
                }
            }
        }
        assertThat(seen).hasSize(Rig.PARTITIONS * Rig.PARTITIONS);
    }

    private static void noRawToken(
            List<GeneratedRecord> sent, List<ConsumerRecord<byte[], byte[]>> written, String metrics, Path state)
            throws Exception {
        Set<String> secrets = new HashSet<>();
        for (GeneratedRecord record : sent) {
            Matcher token = JWT.matcher(record.json());
            while (token.find()) {
                secrets.add(ending(token.group(1)));
                secrets.add(ending(token.group(2)));
            }
        }
        assertThat(secrets).hasSizeGreaterThan(100);
        StringBuilder all = new StringBuilder(metrics);
        for (ConsumerRecord<byte[], byte[]> record : written) {
            add(all, record.key());
            add(all, record.value());
            for (Header header : record.headers()) {
                add(all, header.value());
            }
        }
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                add(all, Files.readAllBytes(file));
            }
        }
        Matcher run = Pattern.compile("[\\w-]{16,}").matcher(all);
        while (run.find()) {
            for (int end = run.start() + 16; end <= run.end(); end++) {
                if (secrets.contains(all.substring(end - 16, end))) {
                    throw new AssertionError("A part of a token: " + run.group());
                }
            }
        }
    }

    /** Its 16 last characters, as many as every part has: no part is searched for in megabytes one after the other. */
    private static String ending(String part) {
        return part.substring(part.length() - 16);
    }

    private static void add(StringBuilder all, byte[] bytes) {
        if (bytes != null) {
            all.append(new String(bytes, StandardCharsets.ISO_8859_1)).append('\n');
        }
    }

    /** How many accesses it has read, whatever their outcome. */
    private static long read(KafkaDetector detector) {
        return Pattern.compile("detector_records_total\\{feed=\"access\",.*} (\\S+)")
                .matcher(detector.metrics())
                .results()
                .mapToLong(line -> (long) Double.parseDouble(line.group(1)))
                .sum();
    }
}
