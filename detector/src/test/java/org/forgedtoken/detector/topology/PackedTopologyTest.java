package org.forgedtoken.detector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.forgedtoken.detector.step.TokenEvent;
import org.forgedtoken.detector.topology.codec.TokenEventsCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the steps send each other where there are several partitions, without a broker. */
class PackedTopologyTest {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    private static final int PARTITIONS = 3;

    @TempDir
    Path folder;

    private final Topics topics = Topics.of(Settings.read(new Sources(Optional.empty(), Map.of(), Map.of())));
    private final Meters meters =
            new Meters(MeterLabels.all(List.of("KR-NETWORK-ACT", "KR-PIPA", "GDPR-33")), InstantSource.system());
    private final List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();

    @AfterEach
    void stop() {
        meters.close();
    }

    private void issuance(String members) {
        batch.add(DrivenTopology.read(
                "token-issuance",
                batch.size(),
                START,
                "any",
                "{\"time\":\"" + START + "\",\"issuer\":\"idp\"," + members + "}"));
    }

    private void issued(int from, int to) {
        for (int i = from; i < to; i++) {
            issuance("\"token_id\":\"t" + i + "\"");
        }
    }

    private static Set<String> tokens(int from, int to) {
        Set<String> tokens = new HashSet<>();
        for (int i = from; i < to; i++) {
            tokens.add("idp|t" + i);
        }
        return tokens;
    }

    /** A mark says that all before it has been sent: what stands before it in the batch must not come behind it. */
    @Test
    void aBatchGoesToJudgeInPacksAndNothingComesBehindTheMarkThatSpeaksForIt() {
        issued(0, 100);
        issuance("\"event\":\"revoked\",\"key_id\":\"k1\"");
        issued(100, 200);
        List<List<TokenEvent>> sent;
        try (TopologyTestDriver driver = DrivenTopology.start(folder, START, Map.of(), PARTITIONS, meters)) {
            DrivenTopology.input(driver, "token-issuance").pipeInput(DrivenTopology.batch(batch, START));
            TokenEventsCodec codec = new TokenEventsCodec();
            sent = DrivenTopology.sent(driver, topics.tokenEvents()).stream()
                    .map(record -> codec.value(record.value()))
                    .toList();
        }

        assertThat(sent).as("three packs, a mark to each task, three packs").hasSize(3 * PARTITIONS);
        assertThat(keys(sent.subList(0, PARTITIONS))).isEqualTo(tokens(0, 100));
        assertThat(sent.subList(PARTITIONS, 2 * PARTITIONS))
                .allSatisfy(mark -> assertThat(mark).singleElement().isInstanceOf(TokenEvent.KeyRevoked.class));
        assertThat(keys(sent.subList(2 * PARTITIONS, 3 * PARTITIONS))).isEqualTo(tokens(100, 200));
    }

    /** Uses that are written plainly take another way than those that are not, but not another place. */
    @Test
    void usesOfOneTokenStayInTheirOrder() {
        for (int i = 0; i < 60; i++) {
            String agent = i % 3 == 1 ? "a\\u0062" : "ab";
            batch.add(DrivenTopology.read(
                    "access-log",
                    batch.size(),
                    START,
                    "any",
                    "{\"time\":\"" + START + "\",\"issuer\":\"idp\",\"token_id\":\"t" + i % 2
                            + "\",\"source_ip\":\"192.0.2.1\",\"user_agent\":\"" + agent + "\"}"));
        }
        List<TokenEvent.Used> sent;
        try (TopologyTestDriver driver = DrivenTopology.start(folder, START, Map.of(), PARTITIONS, meters)) {
            DrivenTopology.input(driver, "access-log").pipeInput(DrivenTopology.batch(batch, START));
            TokenEventsCodec codec = new TokenEventsCodec();
            sent = DrivenTopology.sent(driver, topics.tokenEvents()).stream()
                    .flatMap(record -> codec.value(record.value()).stream())
                    .filter(TokenEvent.Used.class::isInstance)
                    .map(TokenEvent.Used.class::cast)
                    .toList();
        }

        assertThat(sent)
                .hasSize(60)
                .allSatisfy(
                        use -> assertThat(use.access().request().userAgent()).isEqualTo("ab"));
        for (int token = 0; token < 2; token++) {
            String key = "idp|t" + token;
            List<String> origins = IntStream.iterate(token, i -> i < 60, i -> i + 2)
                    .mapToObj(i -> "access-log-0-" + i)
                    .toList();
            assertThat(sent.stream()
                            .filter(use -> use.key().text().equals(key))
                            .map(use -> use.access().origin()))
                    .isEqualTo(origins);
        }
    }

    /** The tokens of some packs, each of which is for one task. */
    private static Set<String> keys(List<List<TokenEvent>> packs) {
        Set<String> all = new HashSet<>();
        for (List<TokenEvent> pack : packs) {
            Set<String> keys = pack.stream()
                    .map(event -> ((TokenEvent.OfToken) event).key().text())
                    .collect(Collectors.toSet());
            assertThat(keys.stream()
                            .map(key -> Routing.partition(key, PARTITIONS))
                            .distinct())
                    .hasSize(1);
            all.addAll(keys);
        }
        return all;
    }

    /** Each task tells every other: as often as with four partitions, forty would have little else to do. */
    @Test
    void howFarAccessesWereReadIsToldTheMoreRarelyTheMorePartitionsThereAre() {
        int partitions = 40;
        try (TopologyTestDriver driver = DrivenTopology.start(folder, START, Map.of(), partitions, meters)) {
            TestInputTopic<byte[], byte[]> topic = DrivenTopology.input(driver, "access-log");
            for (int i = 0; i < 50; i++) {
                Instant time = START.plusMillis(100L * i);
                topic.pipeInput(null, bytes("{\"time\":\"" + time + "\",\"status\":200,\"token_id\":\"t\"}"));
                driver.advanceWallClockTime(Duration.ofMillis(100));
            }

            assertThat(DrivenTopology.sent(driver, topics.findings()).size() / partitions)
                    .isBetween(4, 6);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
