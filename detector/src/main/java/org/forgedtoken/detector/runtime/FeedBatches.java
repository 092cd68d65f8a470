package org.forgedtoken.detector.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.topology.FeedBatch;
import org.forgedtoken.detector.topology.Topics;

/**
 * Puts consecutive records of a feed into one {@link FeedBatch}. A task takes what it has of its inputs in the order of
 * their times, so a batch spans little time: what lies in between in another input comes after it, or before.
 *
 * @param early topics that are read ahead of the others where there is a backlog of both
 * @param others the other topics whose records are put together
 * @param lead how far ahead, ms of record time, at least {@link #SPAN}: a use that follows at once upon the issuance does not
 *     overtake it within a batch
 */
record FeedBatches(Set<String> early, Set<String> others, long lead) {
    /** Milliseconds between the first record of a batch and its last. */
    static final long SPAN = 1_000;

    /** How far, ms, one task may be behind before others have to put aside what they read: it says how complete the ledger is. */
    private static final long BEHIND = 600_000;

    /** Records: with more of them less work is not to be seen, and the buffer of a partition is the larger. */
    static final int MOST = 256;

    /** Bytes of keys and values. */
    static final int FULL = 256 * 1024;

    FeedBatches {
        lead = Math.max(SPAN, lead);
    }

    /** For the feeds of a detector. */
    static FeedBatches of(Topics topics, Settings settings) {
        return new FeedBatches(
                Set.of(topics.issuance().name()), Set.of(topics.access().name()), settings.issuanceLead() + BEHIND);
    }

    ConsumerRecords<byte[], byte[]> of(ConsumerRecords<byte[], byte[]> polled) {
        if (polled.isEmpty()) {
            return polled;
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> taken = new LinkedHashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            if (early.contains(partition.topic())) {
                taken.put(partition, batches(records, lead));
            } else if (others.contains(partition.topic())) {
                taken.put(partition, batches(records, 0));
            } else {
                taken.put(partition, records);
            }
        }
        return new ConsumerRecords<>(taken, polled.nextOffsets());
    }

    private static List<ConsumerRecord<byte[], byte[]>> batches(
            List<ConsumerRecord<byte[], byte[]>> records, long earlier) {
        List<ConsumerRecord<byte[], byte[]>> batches = new ArrayList<>();
        int from = 0;
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        int bytes = 0;
        for (int i = 0; i < records.size(); i++) {
            ConsumerRecord<byte[], byte[]> record = records.get(i);
            long time = record.timestamp();
            int size = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
            boolean isFull = i - from == MOST || bytes + size > FULL;
            if (i > from && (isFull || Math.max(most, time) - Math.min(least, time) > SPAN)) {
                batches.add(batch(records.subList(from, i), least - earlier));
                from = i;
                least = Long.MAX_VALUE;
                most = Long.MIN_VALUE;
                bytes = 0;
            }
            least = Math.min(least, time);
            most = Math.max(most, time);
            bytes += size;
        }
        batches.add(batch(records.subList(from, records.size()), least - earlier));
        return batches;
    }

    private static ConsumerRecord<byte[], byte[]> batch(List<ConsumerRecord<byte[], byte[]>> records, long timestamp) {
        return new FeedBatch(records).asOne(timestamp);
    }
}
