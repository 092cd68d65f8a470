package org.forgedtoken.detector.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.forgedtoken.detector.demo.Traffic.GeneratedRecord;
import org.forgedtoken.detector.feed.Feed;
import org.jspecify.annotations.Nullable;

/** Sends generated records to the input topics, each at its time of arrival. */
public final class TrafficFeed implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final Map<Feed, String> topics;
    private final int issuancePartitions;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final AtomicLong accesses = new AtomicLong();
    private final AtomicLong issuances = new AtomicLong();

    /** @param issuancePartitions a heartbeat speaks for one partition: each gets its own */
    public TrafficFeed(String bootstrapServers, Map<Feed, String> topics, int issuancePartitions) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 10, "compression.type", "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.topics = Map.copyOf(topics);
        this.issuancePartitions = issuancePartitions;
    }

    /** Sends all of it in real time: returns when it is over, or throws when it is interrupted. */
    public void play(Traffic traffic) throws InterruptedException {
        while (traffic.hasNext()) {
            GeneratedRecord record = traffic.next();
            long wait = record.arrivalMillis() - System.currentTimeMillis();
            if (wait > 0) {
                Thread.sleep(wait);
            } else if (Thread.interrupted()) {
                throw new InterruptedException("told to stop");
            }
            send(record);
        }
        awaitSent();
    }

    /** Waits until all that was sent is on the broker, or throws where something will not be. */
    public void awaitSent() {
        producer.flush();
        throwIfFailed();
    }

    /** Access records sent so far. */
    public long accesses() {
        return accesses.get();
    }

    /** Issuance records sent so far, a heartbeat counted once. */
    public long issuances() {
        return issuances.get();
    }

    /** Sends one record; a feed that has no topic is left out. */
    public void send(GeneratedRecord record) {
        if (!topics.containsKey(record.feed())) {
            return;
        }
        byte[] value = record.json().getBytes(StandardCharsets.UTF_8);
        if (record.feed() == Feed.ISSUANCE && record.key() == null) {
            for (int partition = 0; partition < issuancePartitions; partition++) {
                send(record.feed(), partition, null, value);
            }
        } else {
            byte[] key = record.key() == null ? null : record.key().getBytes(StandardCharsets.UTF_8);
            send(record.feed(), null, key, value);
        }
        if (record.feed() == Feed.ACCESS) {
            accesses.incrementAndGet();
        } else if (record.feed() == Feed.ISSUANCE) {
            issuances.incrementAndGet();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of a failure
    private void send(Feed feed, @Nullable Integer partition, byte @Nullable [] key, byte[] value) {
        throwIfFailed();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topics.getOrDefault(feed, ""), partition, key, value);
        producer.send(record, (sent, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, new IllegalStateException("The traffic cannot be sent", exception));
            }
        });
    }

    private void throwIfFailed() {
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    /** Sends what is under way, and stops. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(3));
    }
}
