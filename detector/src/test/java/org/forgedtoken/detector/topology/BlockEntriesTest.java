package org.forgedtoken.detector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The block list as every instance has it. */
class BlockEntriesTest {
    private static final long UNTIL = 1_800_000_000_000L;

    private final Meters meters = new Meters(MeterLabels.all(List.of()), Instant::now);

    private final TopologyTestDriver driver = driver();
    private final TestInputTopic<String, byte[]> topic =
            driver.createInputTopic("token-blocklist", new StringSerializer(), new ByteArraySerializer());

    private TopologyTestDriver driver() {
        Settings settings = Settings.read(new Sources(Optional.empty(), Map.of(), new HashMap<>()));
        StreamsBuilder builder = new StreamsBuilder();
        Flow.everywhere(
                builder,
                Memories.BLOCK_LIST,
                Serdes.Bytes(),
                Topics.of(settings).blocklist(),
                () -> new BlockEntries(meters));
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        return new TopologyTestDriver(builder.build(), config);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private void told(String key, String value) {
        topic.pipeInput(key, value.getBytes(StandardCharsets.UTF_8));
    }

    private String reason(String key, long now) {
        return BlockEntries.reason(entries(), key, now);
    }

    private KeyValueStore<Bytes, byte[]> entries() {
        return driver.getKeyValueStore(Memories.BLOCK_LIST);
    }

    @Test
    void entriesAreCountedByWhatTheyAreOf() {
        told("digest:" + "a".repeat(64), "{\"reason\":\"token-altered\"}");
        told("digest:" + "a".repeat(64), "{\"reason\":\"token-altered\"}");
        told("key:https%3A//idp|k1", "{\"reason\":\"key-compromised\"}");
        topic.pipeInput("key:https%3A//idp|k1", null);

        assertThat(meters.level(Meter.BLOCK_ENTRIES, "digest").sum()).isEqualTo(1);
        assertThat(meters.level(Meter.BLOCK_ENTRIES, "key").sum()).isZero();
    }

    @Test
    void saysWhyUntilItsTimeIsOverOrItIsTakenBack() {
        told("idp|t1", "{\"token_id\":\"t1\",\"reason\":\"token-never-issued\",\"until\":" + UNTIL + "}");

        assertThat(reason("idp|t1", UNTIL)).isEqualTo("token-never-issued");
        assertThat(reason("idp|t1", UNTIL + 1)).isNull();
        assertThat(reason("idp|t2", 0)).isNull();

        topic.pipeInput("idp|t1", (byte[]) null);
        assertThat(reason("idp|t1", 0)).isNull();
    }

    @Test
    void whatCannotBeReadBlocksAllTheSame() {
        told("digest:00", "no JSON");
        told("key:idp|k", "{\"reason\":\"<b>\"}");

        assertThat(reason("digest:00", UNTIL)).isEqualTo("blocked");
        assertThat(reason("key:idp|k", UNTIL)).isEqualTo("blocked");
    }

    @Test
    void aRecordWithoutAKeyIsPassedOver() {
        topic.pipeInput(null, "{}".getBytes(StandardCharsets.UTF_8));
        told("idp|t1", "{\"reason\":\"token-never-issued\"}");

        assertThat(reason("idp|t1", 0)).isEqualTo("token-never-issued");
    }

    /** However long what an attacker writes is, and however much. */
    @Test
    void anEntryTakesLittleRoom() {
        for (int i = 0; i < 1_000; i++) {
            told(
                    "idp|" + "x".repeat(900) + i,
                    "{\"token_id\":\"" + "x".repeat(900) + "\",\"reason\":\"token-never-issued\"}");
        }
        try (KeyValueIterator<Bytes, byte[]> all = entries().all()) {
            assertThat(all).toIterable().hasSize(1_000).allSatisfy(entry -> {
                assertThat(entry.key.get()).hasSize(12);
                assertThat(entry.value).hasSizeLessThanOrEqualTo(8 + 64);
            });
        }
    }
}
