package org.forgedtoken.detector.runtime;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.topology.Topics;
import org.jspecify.annotations.Nullable;

/** Writes records of a backfill to the issuance topic. Not thread-safe. */
public final class IssuanceTopic implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final String name;
    private final int partitions;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private IssuanceTopic(Producer<byte[], byte[]> producer, String name, int partitions) {
        this.producer = producer;
        this.name = name;
        this.partitions = partitions;
    }

    /**
     * Opens the topic of these settings.
     *
     * @throws StartRefused with a sentence for the user, where it does not exist or no broker answers
     */
    public static IssuanceTopic open(Settings settings) {
        Map<String, String> config = StreamsDefaults.of(settings);
        String name = settings.get(Catalogue.TOPIC_ISSUANCE);
        int partitions;
        try (Cluster cluster = Cluster.at(config)) {
            Integer existing = cluster.existing(List.of(name)).get(name);
            if (existing == null) {
                throw new StartRefused("The topic '" + name + "' (topic.issuance) does not exist.");
            }
            partitions = existing;
        }
        Map<String, Object> client = new HashMap<>(StreamsDefaults.client(config));
        client.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        client.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        client.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return new IssuanceTopic(
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer()), name, partitions);
    }

    /** Sends a record to the partition of its key; without a key to every partition. */
    public void send(byte @Nullable [] key, byte[] value) {
        if (key != null) {
            send(new ProducerRecord<>(name, key, value));
            return;
        }
        for (int partition = 0; partition < partitions; partition++) {
            send(new ProducerRecord<>(name, partition, null, value));
        }
    }

    /** Waits until all that was sent is there. */
    public void flush() {
        producer.flush();
        failIfAnyFailed();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of a failure
    private void send(ProducerRecord<byte[], byte[]> record) {
        failIfAnyFailed();
        record.headers().add(Topics.BACKFILL, "native".getBytes(StandardCharsets.UTF_8));
        producer.send(record, (sent, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
            }
        });
    }

    private void failIfAnyFailed() {
        Exception failed = failure.get();
        if (failed != null) {
            throw new KafkaException("The topic '" + name + "' does not take the records: " + Failure.sentence(failed));
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
