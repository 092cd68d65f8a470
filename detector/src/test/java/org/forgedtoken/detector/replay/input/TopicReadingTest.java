package org.forgedtoken.detector.replay.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.forgedtoken.detector.replay.input.Input.RecordReading.Batch;
import org.forgedtoken.detector.replay.input.RecordFormat.RawRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One partition, between two offsets. */
@Timeout(300)
class TopicReadingTest {
    private static final TopicPartition AT = new TopicPartition("t", 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final Consumers consumers = new Consumers(Map.of("bootstrap.servers", "broker:9092"), "replay") {
        @Override
        public Consumer<byte[], byte[]> open(IsolationLevel isolation) {
            assertThat(isolation).isEqualTo(IsolationLevel.READ_COMMITTED);
            return consumer;
        }
    };

    private TopicReading reading(long first, long next) throws IOException {
        consumer.updateBeginningOffsets(Map.of(AT, 0L));
        return new TopicReading(new TopicInput.Offsets("t", 1, 0, first, next, 0), consumers);
    }

    private void has(long offset, String value) {
        consumer.addRecord(new ConsumerRecord<>("t", 1, offset, null, value == null ? null : value.getBytes(UTF_8)));
    }

    private static List<RawRecord> read(TopicReading reading, List<Batch.End> ends) throws IOException {
        List<RawRecord> records = new ArrayList<>();
        while (true) {
            Batch<RawRecord> some = reading.next();
            if (some.end() != null) {
                assertThat(some.records()).isEmpty();
                ends.add(some.end());
                reading.close();
                return records;
            }
            records.addAll(some.records());
        }
    }

    /** As {@code kcat -f '%o %S %s\n'} prints them. */
    private static String sha256(String printed) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(printed.getBytes(UTF_8)));
    }

    @Test
    void readsFromTheFirstOffsetToTheOneBeforeTheNext() throws Exception {
        TopicReading reading = reading(2, 5);
        for (int i = 0; i < 8; i++) {
            has(i, "v" + i);
        }
        List<Batch.End> ends = new ArrayList<>();
        assertThat(read(reading, ends)).extracting(RawRecord::position).containsExactly(2L, 3L, 4L);
        assertThat(ends).containsExactly(new Batch.End(6, sha256("2 2 v2\n3 2 v3\n4 2 v4\n"), null, false));
        assertThat(consumer.closed()).isTrue();
    }

    /** Markers of transactions have offsets, and there may be nothing but those at the end. */
    @Test
    void thePositionTellsTheEndNotTheLastRecord() throws Exception {
        TopicReading reading = reading(0, 10);
        has(3, "a");
        has(6, null);
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(() -> consumer.seek(AT, 10));
        List<Batch.End> ends = new ArrayList<>();
        assertThat(read(reading, ends)).extracting(RawRecord::position).containsExactly(3L, 6L);
        assertThat(ends).containsExactly(new Batch.End(1, sha256("3 1 a\n6 -1 \n"), null, false));
    }

    @Test
    void whatRetentionOvertakesIsToldAndReadingGoesOn() throws Exception {
        TopicReading reading = reading(0, 9);
        consumer.updateBeginningOffsets(Map.of(AT, 6L));
        for (int i = 6; i < 9; i++) {
            has(i, "v");
        }
        List<Batch.End> ends = new ArrayList<>();
        List<RawRecord> records = read(reading, ends);
        assertThat(records).extracting(RawRecord::lost).containsExactly(6L, 0L, 0L);
        assertThat(ends.get(0).damage()).isEqualTo("retention deleted offsets 0 to 5 before they could be read");
    }

    @Test
    void ofAnEmptyPartitionNothingIsAsked() throws Exception {
        Consumers none = new Consumers(Map.of(), "replay") {
            @Override
            public Consumer<byte[], byte[]> open(IsolationLevel isolation) {
                throw new AssertionError("nobody is to be asked");
            }
        };
        Batch<RawRecord> some = new TopicReading(new TopicInput.Offsets("t", 1, 7, 7, 7, 0), none).next();
        assertThat(some.end()).isEqualTo(new Batch.End(0, sha256(""), null, false));
    }

    @Test
    void whoSaysNothingForLongIsNotWaitedFor() throws Exception {
        consumer.updateBeginningOffsets(Map.of(AT, 0L));
        TopicReading reading = new TopicReading(new TopicInput.Offsets("t", 1, 0, 0, 5, 0), consumers, Duration.ZERO);
        assertThatThrownBy(reading::next)
                .isInstanceOf(IOException.class)
                .hasMessage("No Kafka broker answers at broker:9092 (kafka.bootstrap.servers).");
    }

    @Test
    void aRefusalIsASentence() throws Exception {
        TopicReading reading = reading(0, 5);
        KafkaException refused = new TopicAuthorizationException("t");
        consumer.setPollException(refused);
        assertThatThrownBy(reading::next)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Kafka at broker:9092 refuses: ")
                .hasMessageContaining("A replay needs the right to read every input topic")
                .hasCause(refused);
    }
}
