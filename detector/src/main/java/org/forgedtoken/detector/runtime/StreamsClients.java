package org.forgedtoken.detector.runtime;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of Kafka Streams, as it would make them itself, but for producers that pack one topic's records, and
 * consumers that batch those of the feeds.
 *
 * @param packed the topic's full name
 */
record StreamsClients(String packed, FeedBatches batches) implements KafkaClientSupplier {

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
        return new BatchingConsumer(config, batches);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getRestoreConsumer(config);
    }

    /** A consumer that gives the records of the feeds in batches; its offsets, metrics and all else are as they were. */
    private static final class BatchingConsumer extends KafkaConsumer<byte[], byte[]> {
        private final FeedBatches batches;

        BatchingConsumer(Map<String, Object> config, FeedBatches batches) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            this.batches = batches;
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            return batches.of(super.poll(timeout));
        }
    }
}
