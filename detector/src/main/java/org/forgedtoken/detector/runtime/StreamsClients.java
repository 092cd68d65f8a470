package org.forgedtoken.detector.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of Kafka Streams, as it would make them itself, but for producers that pack one topic's records, and
 * consumers that batch those of the feeds.
 *
 * @param packed the topic's full name
 */
record StreamsClients(String packed, FeedBatches batches, FeedPace pace) implements KafkaClientSupplier {

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new PackingProducer(
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()), packed);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new BatchingConsumer(config, batches, pace);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getRestoreConsumer(config);
    }

    /**
     * A consumer that gives the records of the feeds in batches, and of a backlog the issuances first; its offsets, metrics
     * and all else are as they were.
     */
    private static final class BatchingConsumer extends KafkaConsumer<byte[], byte[]> {
        /** Issuances yet to be read of a partition; of fewer nobody waits for the last. */
        private static final long BACKLOG = 1_000;

        private final FeedBatches batches;
        private final FeedPace pace;
        /** The newest time that was read of each partition, of whatever topic, epoch ms. */
        private final Map<TopicPartition, Long> newest = new HashMap<>();

        BatchingConsumer(Map<String, Object> config, FeedBatches batches, FeedPace pace) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            this.batches = batches;
            this.pace = pace;
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            Set<TopicPartition> held = held();
            pause(held);
            ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
            newest.keySet().retainAll(assignment());
            held.retainAll(assignment());
            resume(held);
            for (TopicPartition partition : polled.partitions()) {
                List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
                newest.merge(partition, records.get(records.size() - 1).timestamp(), Math::max);
            }
            pace.readTo(this, issuancesReadTo());
            return batches.of(polled);
        }

        private Set<TopicPartition> held() {
            long now = System.currentTimeMillis();
            Set<TopicPartition> held = new HashSet<>();
            newest.forEach((partition, time) -> {
                if (batches.others().contains(partition.topic()) && pace.holds(time, now)) {
                    held.add(partition);
                }
            });
            held.removeAll(paused());
            return held;
        }

        private long issuancesReadTo() {
            long least = FeedPace.END;
            for (TopicPartition partition : assignment()) {
                if (batches.early().contains(partition.topic())
                        && currentLag(partition).orElse(0) > BACKLOG) {
                    least = Math.min(least, newest.getOrDefault(partition, 0L));
                }
            }
            return least;
        }

        @Override
        public void close(CloseOptions option) {
            pace.forget(this);
            super.close(option);
        }
    }
}
