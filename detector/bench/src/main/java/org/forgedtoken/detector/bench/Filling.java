package org.forgedtoken.detector.bench;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes records, in order; closing it throws where one was lost. */
final class Filling implements AutoCloseable {
    private final KafkaProducer<String, String> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /** @param lingerMs how long a record may wait for others */
    Filling(String servers, int lingerMs) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        lingerMs,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        256 * 1024,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        64L * 1024 * 1024),
                new StringSerializer(),
                new StringSerializer());
    }

    /**
     * Sends one record.
     *
     * @param partition null: by its key
     */
    void send(String topic, @Nullable Integer partition, long time, @Nullable String key, String json) {
        send(new ProducerRecord<>(topic, partition, time, key, json), at -> {});
    }

    /** Sends one, and notes when. */
    void send(
            String topic,
            @Nullable Integer partition,
            long time,
            @Nullable String key,
            String json,
            DecidableTimes noted) {
        long sent = System.currentTimeMillis();
        send(new ProducerRecord<>(topic, partition, time, key, json), at -> noted.carried(at.partition(), time, sent));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of what is lost
    private void send(ProducerRecord<String, String> record, Consumer<RecordMetadata> done) {
        producer.send(record, (at, exception) -> {
            if (exception == null) {
                done.accept(at);
            } else {
                failure.compareAndSet(null, exception);
            }
        });
    }

    @Override
    public void close() {
        producer.close();
        if (failure.get() != null) {
            throw new IllegalStateException("A record of the feed was lost.", failure.get());
        }
    }
}
