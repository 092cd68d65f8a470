package org.forgedtoken.detector.topology;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Consecutive records of one partition of a feed, which Kafka Streams takes as one: what it does for each record, and looks
 * up about all other inputs of the task, is as much work as READ's own. They ride in a header of the one record, which is
 * an object that nobody outside can send, and nothing is copied.
 *
 * @param records at least one, in their order
 */
public record FeedBatch(List<ConsumerRecord<byte[], byte[]>> records) implements Header {
    private static final String NAME = "feed-batch";
    private static final byte[] NOTHING = {};

    @Override
    public String key() {
        return NAME;
    }

    @Override
    public byte[] value() {
        return NOTHING;
    }

    /**
     * The one record. Its offset is that of the first, since Kafka Streams commits the offset of the next record that it
     * has taken and not worked on.
     *
     * @param timestamp among those of the task's other inputs, epoch ms
     */
    @SuppressWarnings("NullAway") // Kafka takes null for no key and no value
    public ConsumerRecord<byte[], byte[]> asOne(long timestamp) {
        ConsumerRecord<byte[], byte[]> first = records.get(0);
        int bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        }
        Headers headers = new RecordHeaders(List.of(this));
        return new ConsumerRecord<>(
                first.topic(),
                first.partition(),
                first.offset(),
                timestamp,
                first.timestampType(),
                0,
                bytes,
                null,
                null,
                headers,
                first.leaderEpoch());
    }

    /** The records that were taken as this one, or this one itself. */
    public static List<ConsumerRecord<byte[], byte[]>> of(Record<byte[], byte[]> taken, RecordMetadata at) {
        if (taken.headers().lastHeader(NAME) instanceof FeedBatch batch) {
            return batch.records();
        }
        return List.of(new ConsumerRecord<>(
                at.topic(),
                at.partition(),
                at.offset(),
                taken.timestamp(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                taken.key(),
                taken.value(),
                taken.headers(),
                Optional.empty()));
    }
}
