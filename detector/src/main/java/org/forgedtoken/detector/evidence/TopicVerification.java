package org.forgedtoken.detector.evidence;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.forgedtoken.detector.evidence.Verification.Broken;
import org.jspecify.annotations.Nullable;

/** Reads the evidence topic from its beginning to its end, and checks it. */
public final class TopicVerification {
    private static final Duration POLL = Duration.ofMillis(200);

    /** A place is known a little before what leads to it can be read. */
    private static final long WAIT = Duration.ofSeconds(15).toNanos();

    private final String topic;
    private final String group;
    private final Map<String, Object> client;

    /** @param client how to reach the cluster */
    public TopicVerification(String topic, String applicationId, Map<String, Object> client) {
        this.topic = topic;
        this.group = EvidenceTopic.group(applicationId, topic);
        this.client = new HashMap<>(client);
        this.client.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000");
        this.client.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
    }

    /**
     * What was found to be as it was written.
     *
     * @param records copied
     * @param partitions they are of
     * @param unchecked what could not be checked, in sentences
     * @param signer the fingerprint of the key that signed; null: none did
     */
    public record Sound(
            long records,
            int partitions,
            long heads,
            List<String> unchecked,
            @Nullable String signer) {
        public Sound {
            unchecked = List.copyOf(unchecked);
        }
    }

    /**
     * Checks all of it.
     *
     * @param trusted the key that must have signed; null: whoever signed is told
     * @param unsigned takes what no head has signed
     * @throws Broken at the first place that is not as it was written
     * @throws IOException where it cannot be read
     */
    public Sound run(@Nullable EvidenceKey trusted, boolean unsigned) throws IOException, Broken {
        try {
            TopicWalk walk = new TopicWalk(topic, trusted, places());
            read(walk);
            return walk.end(System.currentTimeMillis(), unsigned);
        } catch (KafkaException | ExecutionException e) {
            Throwable why = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            throw new IOException("The topic " + topic + " cannot be read: " + why.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The topic " + topic + " was not read to its end.", e);
        }
    }

    /** The running value up to which each chain was written, as the detector's group knows it. */
    private Map<String, String> places() throws ExecutionException, InterruptedException {
        Map<String, String> places = new HashMap<>();
        try (Admin admin = Admin.create(client)) {
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, place) -> {
                        if (place != null) {
                            places.put(TopicChain.name(partition), new TopicChain(partition, place.metadata()).value());
                        }
                    });
        }
        return places;
    }

    private void read(TopicWalk walk) throws Broken {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            if (consumer.partitionsFor(topic).isEmpty()) {
                throw new Broken(topic, "is not there.");
            }
            TopicPartition all = new TopicPartition(topic, TopicChain.PARTITION);
            consumer.assign(List.of(all));
            consumer.seekToBeginning(List.of(all));
            long end = consumer.endOffsets(List.of(all)).getOrDefault(all, 0L);
            long until = System.nanoTime() + WAIT;
            while (consumer.position(all) < end || (!walk.isWhole() && System.nanoTime() < until)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    walk.take(record);
                }
            }
        }
    }
}
