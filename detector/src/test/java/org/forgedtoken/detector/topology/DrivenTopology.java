package org.forgedtoken.detector.topology;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.forgedtoken.detector.demo.Timing;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;

/** The whole topology without a broker, with graces of seconds; its application is called {@code test}. */
final class DrivenTopology {
    private DrivenTopology() {}

    static TopologyTestDriver start(Path folder, Instant now, Map<String, String> more, int partitions, Meters meters) {
        Map<String, String> set = new TreeMap<>(Map.of(
                "ledger.grace", Timing.quick().grace().toMillis() + "ms",
                "clock.skew", Timing.quick().skew().toMillis() + "ms",
                "revocation.grace", Timing.quick().revocationGrace().toMillis() + "ms",
                "ledger.hole-wait", Timing.quick().holeWait().toMillis() + "ms",
                "access.issuer", "idp"));
        set.putAll(more);
        Settings settings = Settings.read(new Sources(Optional.empty(), Map.of(), set));
        Properties config = config(folder);
        DetectorTopology topology = new DetectorTopology(
                settings, new StreamsConfig(config), partitions, Inputs.WHOLE, SignatureCheck.NONE, meters, "1.2.3");
        return new TopologyTestDriver(topology.get(), config, now);
    }

    /** What Kafka Streams is started with, its state in this folder. */
    static Properties config(Path folder) {
        Properties config = new Properties();
        config.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "test",
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                "nowhere:1",
                StreamsConfig.STATE_DIR_CONFIG,
                folder.toString(),
                StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
                true));
        return config;
    }

    static TestInputTopic<byte[], byte[]> input(TopologyTestDriver driver, String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** What was sent to an internal topic. */
    static List<TestRecord<String, byte[]>> sent(TopologyTestDriver driver, Topic<?, ?> topic) {
        return driver.createOutputTopic(
                        Topics.internalName("test", topic), new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** A record as the consumer of the feeds has it. */
    static ConsumerRecord<byte[], byte[]> read(String topic, long offset, Instant time, String key, String value) {
        return new ConsumerRecord<>(
                topic,
                0,
                offset,
                time.toEpochMilli(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders(),
                Optional.empty());
    }

    /** Records that are taken as one. */
    static TestRecord<byte[], byte[]> batch(List<ConsumerRecord<byte[], byte[]>> records, Instant dated) {
        return new TestRecord<>(null, null, new RecordHeaders(List.of(new FeedBatch(records))), dated);
    }
}
