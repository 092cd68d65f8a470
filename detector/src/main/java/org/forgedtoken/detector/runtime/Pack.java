package org.forgedtoken.detector.runtime;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Records of one partition that go out as one: their values, one behind the other, with the key and the time of the first. */
final class Pack {
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
