package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.forgedtoken.detector.topology.FeedBatch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kafka Streams with producers that pack and consumers that batch, on a real broker with three partitions: its threads fail, and nothing is lost. */
@SuppressWarnings("FutureReturnValueIgnored") // a flush follows
class PackedHopIT {
    private static final int EACH = 8_000;
    /** A thread fails when it comes to these records of partition 0. */
    private static final Set<String> FATAL = Set.of("0:1500;", "0:5000;");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {StreamsConfig.EXACTLY_ONCE_V2, StreamsConfig.AT_LEAST_ONCE})
    void whatAFailedThreadHadInOpenPacksIsSentAgainAndOnlyOnceWhereThatIsAskedFor(String guarantee) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            broker.create(Rig.PARTITIONS, "in", "out");
            pour(broker);
            AtomicInteger failures = new AtomicInteger();
            try (KafkaStreams streams = copy(broker, guarantee, failures)) {
                streams.start();
                await().dontCatchUncaughtExceptions()
                        .atMost(Duration.ofMinutes(3))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> arrived(broker).values().stream()
                                        .mapToInt(all -> new HashSet<>(all).size())
                                        .sum()
                                == Rig.PARTITIONS * EACH);
            }
            assertThat(failures).hasValue(FATAL.size());
            List<Integer> all = new ArrayList<>();
            arrived(broker).forEach((way, numbers) -> {
                all.addAll(numbers);
                if (guarantee.equals(StreamsConfig.EXACTLY_ONCE_V2)) {
                    assertThat(numbers).as("from " + way).isSorted().doesNotHaveDuplicates();
                }
            });
            assertThat(all).hasSizeGreaterThanOrEqualTo(Rig.PARTITIONS * EACH);
        }
    }

    private KafkaStreams copy(EmbeddedBroker broker, String guarantee, AtomicInteger failures) {
        Set<String> failed = new HashSet<>();
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .process(Unbatching::new)
                .peek((key, value) -> {
                    if (FATAL.contains(value) && failed.add(value)) {
                        throw new IllegalStateException("fails at " + value + ", as planned");
                    }
                })
                .to("out", Produced.with(Serdes.String(), Serdes.String()));
        Properties config = new Properties();
        config.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "packed",
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                StreamsConfig.STATE_DIR_CONFIG,
                folder.toString(),
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                guarantee,
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                200,
                StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
                300,
                StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                6_000,
                StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                1_500,
                StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
                "earliest"));
        KafkaStreams streams = new KafkaStreams(
                builder.build(),
                config,
                new StreamsClients("out", new FeedBatches(Set.of(), Set.of("in"), 0), new FeedPace()));
        streams.setUncaughtExceptionHandler(exception -> {
            failures.incrementAndGet();
            // Unless it is caught here, whatever another class waits for at this time fails of it.
            Thread.currentThread().setUncaughtExceptionHandler((thread, planned) -> {});
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        return streams;
    }

    /** As READ does, but for packs of its own, which are never open between two records of Kafka Streams. */
    private static final class Unbatching extends ContextualProcessor<byte[], byte[], String, String> {
        @Override
        public void process(Record<byte[], byte[]> taken) {
            for (var record : FeedBatch.of(taken, context().recordMetadata().orElseThrow())) {
                context()
                        .forward(new Record<>(
                                new String(record.key(), StandardCharsets.UTF_8),
                                new String(record.value(), StandardCharsets.UTF_8),
                                record.timestamp()));
            }
        }
    }

    private static void pour(EmbeddedBroker broker) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = 0; i < EACH; i++) {
                for (int partition = 0; partition < Rig.PARTITIONS; partition++) {
                    producer.send(new ProducerRecord<>("in", partition, "key-" + i % 10, partition + ":" + i + ';'));
                }
            }
        }
    }

    /** What was committed, in its order: the numbers that came from one partition to one other. */
    private static Map<String, List<Integer>> arrived(EmbeddedBroker broker) {
        Map<String, List<Integer>> arrived = new TreeMap<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("out").stream()
                    .map(info -> new TopicPartition("out", info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(at -> consumer.position(at) < ends.get(at))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    for (String value : record.value().split(";")) {
                        String[] parts = value.split(":");
                        arrived.computeIfAbsent(parts[0] + " to " + record.partition(), key -> new ArrayList<>())
                                .add(Integer.valueOf(parts[1]));
                    }
                });
            }
        }
        return arrived;
    }
}
