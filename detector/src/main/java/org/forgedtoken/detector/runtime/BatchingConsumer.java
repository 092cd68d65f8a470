package org.forgedtoken.detector.runtime;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer that gives the records of the feeds in batches; its offsets, metrics and all else are as they were. */
final class BatchingConsumer extends KafkaConsumer<byte[], byte[]> {
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
