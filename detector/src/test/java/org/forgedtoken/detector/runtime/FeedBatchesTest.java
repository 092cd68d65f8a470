package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.forgedtoken.detector.topology.FeedBatch;
import org.junit.jupiter.api.Test;

class FeedBatchesTest {
    private static final String ISSUANCE = "issuance";
    private static final String ACCESS = "access";
    private static final String HOP = "hop";
    private static final int SIZE = 100;
    private static final long LEAD = 5 * FeedBatches.SPAN;

    private final FeedBatches batches = new FeedBatches(Set.of(ISSUANCE), Set.of(ACCESS), LEAD);

    private record At(String topic, int partition, long offset) implements RecordMetadata {}

    @Property(tries = 200)
    void noRecordIsLostOrMovedAndEachBatchIsSmallAndShort(@ForAll @LongRange(min = 0) long seed) {
        Random random = new Random(seed);
        int step = 1 + random.nextInt(40);
        List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>();
        long time = 1_000_000;
        long offset = random.nextInt(1_000);
        for (int i = random.nextInt(3_000); i >= 0; i--) {
            time += random.nextInt(step) - step / 4;
            offset += random.nextInt(20) == 0 ? 2 : 1;
            polled.add(record(ACCESS, offset, time, random.nextInt(50) == 0 ? FeedBatches.FULL / 2 : SIZE));
        }

        List<ConsumerRecord<byte[], byte[]>> taken = taken(ACCESS, polled);

        List<ConsumerRecord<byte[], byte[]>> again = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> one : taken) {
            List<ConsumerRecord<byte[], byte[]>> records = unpacked(one);
            assertThat(one.offset())
                    .as("committed while it waits")
                    .isEqualTo(records.get(0).offset());
            long[] times = records.stream()
                    .mapToLong(ConsumerRecord::timestamp)
                    .sorted()
                    .toArray();
            assertThat(one.timestamp()).isEqualTo(times[0]);
            assertThat(times[times.length - 1] - times[0]).isLessThanOrEqualTo(FeedBatches.SPAN);
            assertThat(records).hasSizeLessThanOrEqualTo(FeedBatches.MOST);
            assertThat(records.stream()
                            .mapToInt(ConsumerRecord::serializedValueSize)
                            .sum())
                    .isLessThanOrEqualTo(FeedBatches.FULL);
            again.addAll(records);
        }
        assertThat(again).usingElementComparator((a, b) -> a == b ? 0 : 1).isEqualTo(polled);
    }

    @Test
    void aThousandRecordsOfOneMomentAreFourBatches() {
        List<ConsumerRecord<byte[], byte[]>> polled = IntStream.range(0, 1_000)
                .mapToObj(i -> record(ACCESS, i, 5, SIZE))
                .toList();

        assertThat(taken(ACCESS, polled)).hasSize(4);
    }

    @Test
    void anIssuanceComesBeforeTheAccessesOfABatchThatBeganNoLaterThanTheLeadBeforeIt() {
        long at = 10_000;
        ConsumerRecord<byte[], byte[]> issued =
                taken(ISSUANCE, List.of(record(ISSUANCE, 0, at + LEAD, SIZE))).get(0);
        ConsumerRecord<byte[], byte[]> used = taken(
                        ACCESS, List.of(record(ACCESS, 0, at, SIZE), record(ACCESS, 1, at + FeedBatches.SPAN, SIZE)))
                .get(0);

        assertThat(issued.timestamp()).isLessThanOrEqualTo(used.timestamp());
        assertThat(unpacked(issued).get(0).timestamp())
                .as("itself is as old as it was")
                .isEqualTo(at + LEAD);
    }

    @Test
    void recordsOfOtherTopicsAndTheOffsetsThatAreNextStayAsTheyWere() {
        ConsumerRecord<byte[], byte[]> hop = record(HOP, 3, 5, SIZE);
        TopicPartition partition = new TopicPartition(HOP, 0);
        Map<TopicPartition, OffsetAndMetadata> next = Map.of(partition, new OffsetAndMetadata(4));

        ConsumerRecords<byte[], byte[]> taken =
                batches.of(new ConsumerRecords<>(Map.of(partition, List.of(hop)), next));

        assertThat(taken.records(partition)).containsExactly(hop);
        assertThat(taken.nextOffsets()).isEqualTo(next);
    }

    /** Whoever writes a feed may give his records headers, but none of them is a batch. */
    @Test
    void aHeaderOfThatNameIsNotTakenForABatch() {
        RecordHeaders headers = new RecordHeaders();
        headers.add(new FeedBatch(List.of()).key(), new byte[] {1, 2, 3});
        Record<byte[], byte[]> sent = new Record<>(new byte[] {7}, new byte[] {8}, 5, headers);

        List<ConsumerRecord<byte[], byte[]>> records = FeedBatch.of(sent, new At(ACCESS, 2, 9));

        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.value()).containsExactly(8);
            assertThat(record.key()).containsExactly(7);
            assertThat(record.topic() + record.partition() + record.offset()).isEqualTo(ACCESS + 2 + 9);
        });
    }

    private List<ConsumerRecord<byte[], byte[]>> taken(String topic, List<ConsumerRecord<byte[], byte[]>> polled) {
        TopicPartition partition = new TopicPartition(topic, 0);
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> all = new LinkedHashMap<>();
        all.put(partition, polled);
        return batches.of(new ConsumerRecords<>(all, Map.of())).records(partition);
    }

    /** As a processor gets it from Kafka Streams. */
    private static List<ConsumerRecord<byte[], byte[]>> unpacked(ConsumerRecord<byte[], byte[]> one) {
        Record<byte[], byte[]> taken = new Record<>(one.key(), one.value(), one.timestamp(), one.headers());
        return FeedBatch.of(taken, new At(one.topic(), one.partition(), one.offset()));
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, long offset, long time, int size) {
        return new ConsumerRecord<>(
                topic,
                0,
                offset,
                time,
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                size,
                null,
                new byte[] {(byte) offset},
                new RecordHeaders(),
                Optional.empty());
    }
}
