package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // as Kafka Streams ignores it
class PackingProducerTest {
    private static final String PACKED = "app-token-events-repartition";
    private static final String OTHER = "app-findings-repartition";

    private final MockProducer<byte[], byte[]> real = new MockProducer<>(
            cluster(), false, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
    private final PackingProducer producer = new PackingProducer(real, PACKED);
    private final List<String> told = new ArrayList<>();

    @Test
    void recordsOfOnePartitionGoOutAsOneInTheirOrder() {
        send(PACKED, 0, "a1");
        send(PACKED, 1, "b1");
        send(PACKED, 0, "a2");
        send(PACKED, 0, "a3");
        assertThat(sent()).isEmpty();

        producer.flush();
        assertThat(sent()).containsExactly(PACKED + "-0 a1a2a3", PACKED + "-1 b1");
        assertThat(real.history()).allSatisfy(record -> assertThat(record.key()).isNotNull());

        send(PACKED, 0, "a4");
        producer.flush();
        assertThat(sent()).last().isEqualTo(PACKED + "-0 a4");
    }

    @Test
    void aPackIsAsOldAsTheFirstRecordInIt() {
        for (long time : new long[] {5, 9, 7}) {
            producer.send(new ProducerRecord<>(PACKED, 0, time, bytes("key"), bytes("v")));
        }
        producer.flush();
        assertThat(real.history())
                .singleElement()
                .satisfies(record -> assertThat(record.timestamp()).isEqualTo(5));
    }

    @Test
    void aFullPackGoesOutAndAValueThatIsGreaterGoesAlone() {
        String half = "x".repeat(PackingProducer.FULL / 2);
        String great = "y".repeat(3 * PackingProducer.FULL);
        for (String value : List.of(half, half, "1", great, "2")) {
            send(PACKED, 0, value);
        }
        producer.flush();
        assertThat(sent())
                .containsExactly(
                        PACKED + "-0 " + half + half, PACKED + "-0 1", PACKED + "-0 " + great, PACKED + "-0 2");
    }

    @Test
    void aRecordWithoutAPartitionGoesWhereKafkasOwnProducersSendItsKey() {
        for (int i = 0; i < 50; i++) {
            String key = "key-" + i;
            producer.send(new ProducerRecord<>(PACKED, null, 1L, bytes(key), bytes("v")));
            producer.flush();
            assertThat(real.history().get(i).partition()).isEqualTo(Utils.toPositive(Utils.murmur2(bytes(key))) % 3);
        }
    }

    @Test
    void otherTopicsArePassedOn() {
        send(OTHER, 2, "one");
        send(OTHER, 2, "two");
        assertThat(sent()).containsExactly(OTHER + "-2 one", OTHER + "-2 two");
        assertThat(producer.partitionsFor(OTHER)).hasSize(3);
    }

    @Test
    void aRecordWithHeadersOrWithoutAValueGoesAloneBehindThoseBeforeIt() {
        send(PACKED, 0, "before");
        ProducerRecord<byte[], byte[]> headed = new ProducerRecord<>(PACKED, 0, 1L, bytes("k"), bytes("headed"));
        headed.headers().add("h", bytes("1"));
        producer.send(headed);
        send(PACKED, 0, "between");
        producer.send(new ProducerRecord<>(PACKED, 0, 1L, bytes("k"), (byte[]) null));
        assertThat(sent())
                .containsExactly(PACKED + "-0 before", PACKED + "-0 headed", PACKED + "-0 between", PACKED + "-0 null");
    }

    @Test
    void nothingIsCommittedThatWasNotSent() {
        producer.initTransactions();
        producer.beginTransaction();
        send(PACKED, 0, "a");
        producer.sendOffsetsToTransaction(Map.of(), new MockConsumer<>("earliest").groupMetadata());
        send(PACKED, 1, "b");
        producer.commitTransaction();
        assertThat(sent()).containsExactly(PACKED + "-0 a", PACKED + "-1 b");
    }

    @Test
    void whatIsAbortedIsDroppedAndNotSentLater() {
        producer.initTransactions();
        producer.beginTransaction();
        Future<RecordMetadata> lost = send(PACKED, 0, "lost");
        producer.abortTransaction();
        assertThat(lost).isDone();
        producer.beginTransaction();
        send(PACKED, 0, "again");
        producer.commitTransaction();
        assertThat(sent()).containsExactly(PACKED + "-0 again");
    }

    @Test
    void whatIsNotFlushedWhenItClosesWasNotCommittedEither() {
        send(PACKED, 0, "lost");
        producer.close();
        assertThat(sent()).isEmpty();
        assertThat(real.closed()).isTrue();
    }

    @Test
    void aCallbackHearsWhatBecameOfAPack() throws Exception {
        Future<RecordMetadata> first = send(PACKED, 0, "a1");
        Future<RecordMetadata> second = send(PACKED, 0, "a2");
        assertThat(first).isNotDone();
        producer.send(new ProducerRecord<>(OTHER, 0, 1L, bytes("k"), bytes("v")));
        producer.flush();
        while (real.completeNext()) {}
        assertThat(first.get().partition()).isZero();
        assertThat(second.get()).isSameAs(first.get());
        assertThat(told).containsExactly("a1 sent");
    }

    @Test
    void aCallbackHearsOfAFailure() {
        Future<RecordMetadata> second = IntStream.of(1, 2)
                .mapToObj(i -> send(PACKED, 0, "a" + i))
                .toList()
                .get(1);
        send(PACKED, 0, "x".repeat(PackingProducer.FULL));
        assertThat(real.errorNext(new RecordTooLargeException("too large"))).isTrue();
        assertThat(told).containsExactly("a1 RecordTooLargeException");
        assertThatThrownBy(second::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(RecordTooLargeException.class);
    }

    @Test
    void aPackThatCannotEvenBeGivenToTheProducerIsToldAtTheFlush() {
        send(PACKED, 0, "a");
        send(PACKED, 1, "b");
        real.sendException = new KafkaException("an earlier request has failed", new ProducerFencedException("fenced"));
        producer.flush();
        assertThat(told).containsExactly("a ProducerFencedException", "b ProducerFencedException");
        real.sendException = null;
        producer.flush();
        assertThat(sent()).isEmpty();
    }

    @Test
    void theRestIsTheRealProducers() {
        assertThat(producer.metrics()).isSameAs(real.metrics());
        real.setClientInstanceId(Uuid.ONE_UUID);
        assertThat(producer.clientInstanceId(Duration.ZERO)).isEqualTo(Uuid.ONE_UUID);
    }

    private Future<RecordMetadata> send(String topic, int partition, String value) {
        return producer.send(
                new ProducerRecord<>(topic, partition, 1L, bytes("key"), bytes(value)),
                (metadata, exception) -> told.add(value
                        + ' '
                        + (exception == null ? "sent" : exception.getClass().getSimpleName())));
    }

    private List<String> sent() {
        return real.history().stream()
                .map(record -> record.topic()
                        + '-'
                        + record.partition()
                        + ' '
                        + (record.value() == null ? null : new String(record.value(), StandardCharsets.UTF_8)))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Cluster cluster() {
        List<PartitionInfo> partitions = new ArrayList<>();
        for (String topic : List.of(PACKED, OTHER)) {
            for (int i = 0; i < 3; i++) {
                partitions.add(new PartitionInfo(topic, i, Node.noNode(), new Node[0], new Node[0]));
            }
        }
        return new Cluster("c", List.of(), partitions, Set.of(), Set.of());
    }
}
