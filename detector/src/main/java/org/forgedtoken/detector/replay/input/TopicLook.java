package org.forgedtoken.detector.replay.input;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.forgedtoken.detector.feed.Times;

/** A look at what topics hold, with the right to read them alone. Not thread-safe. */
public final class TopicLook implements Closeable {
    /** So many offsets more are read where others are passed over: whether that may be done is seen by them. */
    private static final long SAMPLE = 1_000;

    private final Consumers consumers;
    private final Consumer<byte[], byte[]> committed;
    private final Consumer<byte[], byte[]> all;

    public TopicLook(Consumers consumers) throws IOException {
        this.consumers = consumers;
        this.committed = consumers.open(IsolationLevel.READ_COMMITTED);
        this.all = consumers.open(IsolationLevel.READ_UNCOMMITTED);
    }

    /**
     * What there is of each partition, in their order; none where there is no such topic.
     *
     * @param writtenFrom what Kafka's timestamps say was written before it does not matter, epoch ms; {@link
     *     Times#UNKNOWN}: all does
     */
    public List<TopicInput.Offsets> at(String topic, long writtenFrom) throws IOException {
        try {
            List<PartitionInfo> known = committed.partitionsFor(topic);
            if (known == null || known.isEmpty()) {
                return List.of();
            }
            List<TopicPartition> partitions = known.stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .sorted(Comparator.comparingInt(TopicPartition::partition))
                    .toList();
            return at(partitions, writtenFrom);
        } catch (KafkaException e) {
            throw consumers.failed(e);
        }
    }

    private List<TopicInput.Offsets> at(List<TopicPartition> partitions, long writtenFrom) {
        // Asked in this order, what is not stable by then was written before: it belongs to an open transaction.
        Map<TopicPartition, Long> written = all.endOffsets(partitions);
        Map<TopicPartition, Long> stable = committed.endOffsets(partitions);
        Map<TopicPartition, Long> begins = committed.beginningOffsets(partitions);
        Map<TopicPartition, Long> firsts =
                Times.known(writtenFrom) ? firsts(partitions, writtenFrom, stable) : Map.of();
        List<TopicInput.Offsets> offsets = new ArrayList<>();
        for (TopicPartition at : partitions) {
            long begin = begins.getOrDefault(at, 0L);
            long next = stable.getOrDefault(at, begin);
            long first = Math.max(begin, firsts.getOrDefault(at, begin) - SAMPLE);
            long open = Math.max(0, written.getOrDefault(at, next) - next);
            offsets.add(new TopicInput.Offsets(at.topic(), at.partition(), begin, first, next, open));
        }
        return offsets;
    }

    private Map<TopicPartition, Long> firsts(
            List<TopicPartition> partitions, long writtenFrom, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(at -> times.put(at, Math.max(0, writtenFrom)));
        Map<TopicPartition, Long> firsts = new HashMap<>();
        Map<TopicPartition, OffsetAndTimestamp> found = committed.offsetsForTimes(times);
        for (TopicPartition at : partitions) {
            OffsetAndTimestamp first = found.get(at);
            long end = ends.getOrDefault(at, 0L);
            firsts.put(at, first == null ? end : Math.min(first.offset(), end));
        }
        return firsts;
    }

    @Override
    public void close() {
        committed.close();
        all.close();
    }
}
