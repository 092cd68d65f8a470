package org.forgedtoken.detector.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.forgedtoken.detector.replay.input.Consumers;
import org.forgedtoken.detector.topology.Topics;

/** Topics in memory, as consumers see them. */
final class FakeTopics extends Consumers {
    /** A partition's log; offsets are places in it, since what is deleted is only not handed out. */
    static final class Log {
        final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long start;
        /** Behind the last record where no transaction is open. */
        Long stable;

        long stable() {
            return stable == null ? records.size() : stable;
        }
    }

    private final Map<String, List<Log>> topics = new TreeMap<>();
    private final int mostAtOnce;

    /** @param mostAtOnce so many records come in one poll at the most */
    FakeTopics(int mostAtOnce) {
        super(Map.of(), "replay");
        this.mostAtOnce = mostAtOnce;
    }

    void create(String topic, int partitions) {
        topics.put(
                topic, IntStream.range(0, partitions).mapToObj(i -> new Log()).toList());
    }

    int partitions(String topic) {
        return topics.get(topic).size();
    }

    Log log(String topic, int partition) {
        return topics.get(topic).get(partition);
    }

    /** A native record; a single quote stands for a double one. */
    void send(String topic, int partition, long writtenAt, String value) {
        send(topic, partition, writtenAt, null, value.replace('\'', '"'), false);
    }

    void backfill(String topic, int partition, long writtenAt, String value) {
        send(topic, partition, writtenAt, null, value.replace('\'', '"'), true);
    }

    void send(String topic, int partition, long writtenAt, String key, String value, boolean backfill) {
        Log log = log(topic, partition);
        RecordHeaders headers = new RecordHeaders();
        if (backfill) {
            headers.add(Topics.BACKFILL, "native".getBytes(UTF_8));
        }
        log.records.add(new ConsumerRecord<>(
                topic,
                partition,
                log.records.size(),
                writtenAt,
                TimestampType.CREATE_TIME,
                0,
                0,
                key == null ? null : key.getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8),
                headers,
                Optional.empty()));
    }

    @Override
    public Consumer<byte[], byte[]> open(IsolationLevel isolation) {
        return new Reading(isolation == IsolationLevel.READ_COMMITTED);
    }

    private final class Reading extends MockConsumer<byte[], byte[]> {
        Reading(boolean committed) {
            super("none");
            setMaxPollRecords(mostAtOnce);
            topics.forEach((topic, logs) -> {
                List<PartitionInfo> infos = new ArrayList<>();
                for (int i = 0; i < logs.size(); i++) {
                    infos.add(new PartitionInfo(topic, i, null, null, null));
                    TopicPartition at = new TopicPartition(topic, i);
                    Log log = logs.get(i);
                    updateBeginningOffsets(Map.of(at, log.start));
                    updateEndOffsets(Map.of(at, committed ? log.stable() : log.records.size()));
                }
                updatePartitions(topic, infos);
            });
        }

        @Override
        public synchronized void assign(Collection<TopicPartition> partitions) {
            super.assign(partitions);
            for (TopicPartition at : partitions) {
                Log log = log(at.topic(), at.partition());
                log.records.stream()
                        .filter(record -> record.offset() >= log.start)
                        .forEach(this::addRecord);
            }
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            times.forEach((at, time) -> {
                Log log = log(at.topic(), at.partition());
                found.put(
                        at,
                        log.records.stream()
                                .filter(record -> record.offset() >= log.start && record.timestamp() >= time)
                                .findFirst()
                                .map(record -> new OffsetAndTimestamp(record.offset(), record.timestamp()))
                                .orElse(null));
            });
            return found;
        }
    }
}
