package org.forgedtoken.detector.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * A producer that sends many records of one topic as one: values of that topic are such that two, one behind the other, are
 * a value. Order within a partition stays. A pack goes out when it is full, and whenever Kafka Streams flushes, as it does
 * before each commit: so nothing is committed that was not sent, and what an open pack held at a crash is read anew.
 * Not thread-safe, as Kafka Streams has one producer a thread.
 */
final class PackingProducer implements Producer<byte[], byte[]> {
    /** Bytes, but for a value that alone has more. */
    static final int FULL = 16_000;

    private final Producer<byte[], byte[]> real;
    private final String topic;
    private final List<Pack> packs = new ArrayList<>();
    private List<PartitionInfo> partitions = List.of();

    /** @param topic the full name of the one whose records are packed */
    PackingProducer(Producer<byte[], byte[]> real, String topic) {
        this.real = real;
        this.topic = topic;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return send(record, null);
    }

    /** What is thrown, or told to the callback, may be of a record before this one. */
    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        if (!record.topic().equals(topic)) {
            return real.send(record, callback);
        }
        if (record.key() == null || record.value() == null || record.headers().toArray().length > 0) {
            sendAll();
            return real.send(record, callback);
        }
        Pack pack = pack(partition(record));
        if (!pack.isEmpty() && pack.with(record.value()) > FULL) {
            send(pack);
        }
        return pack.add(record, callback);
    }

    /** As Kafka's own producers spread. */
    private int partition(ProducerRecord<byte[], byte[]> record) {
        return record.partition() != null
                ? record.partition()
                : Utils.toPositive(Utils.murmur2(record.key()))
                        % partitionsFor(topic).size();
    }

    private Pack pack(int partition) {
        while (packs.size() <= partition) {
            packs.add(new Pack(topic, packs.size()));
        }
        return packs.get(partition);
    }

    private void send(Pack pack) {
        Future<RecordMetadata> unused = real.send(pack.take(), pack.delivery());
    }

    private void sendAll() {
        for (Pack pack : packs) {
            if (!pack.isEmpty()) {
                send(pack);
            }
        }
    }

    /** A pack that cannot be sent is told to its callback, where Kafka Streams looks for it after a flush. */
    @Override
    public void flush() {
        for (Pack pack : packs) {
            if (!pack.isEmpty()) {
                try {
                    send(pack);
                } catch (InterruptException e) {
                    throw e;
                } catch (KafkaException e) {
                    Exception cause = e.getCause() instanceof KafkaException reason ? reason : e;
                    pack.delivery().onCompletion(null, cause);
                }
            }
        }
        real.flush();
        partitions = List.of();
    }

    @Override
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        sendAll();
        real.sendOffsetsToTransaction(offsets, group);
    }

    @Override
    public void commitTransaction() {
        sendAll();
        real.commitTransaction();
    }

    @Override
    public void abortTransaction() {
        drop();
        real.abortTransaction();
    }

    @Override
    public void close() {
        drop();
        real.close();
    }

    @Override
    public void close(Duration timeout) {
        drop();
        real.close(timeout);
    }

    /** What was not flushed is not committed, and is read anew. */
    private void drop() {
        packs.forEach(pack -> pack.drop(new TransactionAbortedException("It was not sent.")));
    }

    /** Those of the packed topic are asked for once between two flushes: Kafka Streams asks for each record. */
    @Override
    public List<PartitionInfo> partitionsFor(String of) {
        if (!of.equals(topic)) {
            return real.partitionsFor(of);
        }
        if (partitions.isEmpty()) {
            partitions = real.partitionsFor(topic);
        }
        return partitions;
    }

    @Override
    public void initTransactions() {
        real.initTransactions();
    }

    @Override
    public void beginTransaction() {
        real.beginTransaction();
    }

    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {
        real.registerMetricForSubscription(metric);
    }

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {
        real.unregisterMetricFromSubscription(metric);
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return real.metrics();
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        return real.clientInstanceId(timeout);
    }

    /** Records of one partition that go out as one: their values, one behind the other, with the key and the time of the first. */
    static final class Pack {
        private final String topic;
        private final int partition;
        private byte[] values = new byte[256];
        private int size;
        private byte[] key = {};
        private long timestamp;
        private Delivery delivery = new Delivery(null);

        /** What becomes of a pack. One callback hears of it: to whoever gave the records, a pack is one record, sent or not. */
        static final class Delivery extends CompletableFuture<RecordMetadata> implements Callback {
            private final @Nullable Callback callback;

            Delivery(@Nullable Callback callback) {
                this.callback = callback;
            }

            @Override
            @SuppressWarnings("NullAway") // Kafka gives null where there is none
            public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
                if (callback != null) {
                    callback.onCompletion(metadata, exception);
                }
                if (exception == null) {
                    complete(metadata);
                } else {
                    completeExceptionally(exception);
                }
            }
        }

        Pack(String topic, int partition) {
            this.topic = topic;
            this.partition = partition;
        }

        boolean isEmpty() {
            return size == 0;
        }

        /** The size with another value, in bytes. */
        int with(byte[] value) {
            return size + value.length;
        }

        /** Puts the record behind the others; what is returned is what becomes of all of them. */
        Future<RecordMetadata> add(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
            if (size == 0) {
                key = record.key();
                timestamp = record.timestamp();
                delivery = new Delivery(callback);
            }
            byte[] value = record.value();
            if (with(value) > values.length) {
                values = Arrays.copyOf(values, Math.max(2 * values.length, with(value)));
            }
            System.arraycopy(value, 0, values, size, value.length);
            size += value.length;
            return delivery;
        }

        /** The one record; the pack is empty from here on. */
        ProducerRecord<byte[], byte[]> take() {
            byte[] value = Arrays.copyOf(values, size);
            size = 0;
            return new ProducerRecord<>(topic, partition, timestamp, key, value);
        }

        /** Of the records since it was last empty. */
        Delivery delivery() {
            return delivery;
        }

        void drop(Exception reason) {
            if (!isEmpty()) {
                size = 0;
                delivery.onCompletion(null, reason);
            }
        }
    }
}
