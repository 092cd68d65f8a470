package org.forgedtoken.detector.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** A reader of committed alerts who looks at the clock. */
final class SeenAlerts implements AutoCloseable {
    private final Map<String, Long> first = new ConcurrentHashMap<>();
    private final List<byte[]> all = new ArrayList<>();
    private final Thread thread;
    private volatile boolean reading = true;

    SeenAlerts(String servers, String topic) {
        thread = new Thread(() -> read(servers, topic), "seen-alerts");
        thread.start();
    }

    /** The wall clock at which the first alert of each token could be read, epoch ms, by the token's id. */
    Map<String, Long> first() {
        return first;
    }

    /** All that was read, as it was written; only once this is closed. */
    List<byte[]> all() {
        return all;
    }

    private void read(String servers, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new BenchTopics(servers).reader(topic)) {
            ObjectMapper mapper = new ObjectMapper();
            while (reading) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    long now = System.currentTimeMillis();
                    JsonNode alert = mapper.readTree(record.value());
                    all.add(record.value());
                    String token = Answer.tokenId(alert);
                    if (!token.isEmpty()) {
                        first.putIfAbsent(token, now);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        reading = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
