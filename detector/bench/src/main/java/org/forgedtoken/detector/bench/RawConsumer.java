package org.forgedtoken.detector.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.forgedtoken.detector.runtime.StreamsDefaults;

/** Consumers that do nothing with what they read, with the detector's own consumer settings. */
final class RawConsumer implements Contender {
    private static final List<String> PREFIXES = List.of("bootstrap.", "consumer.", "main.consumer.");

    private final long expected;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong read = new AtomicLong();
    private volatile boolean reading = true;

    RawConsumer(RunOptions options, String run) {
        expected = options.records();
        Map<String, Object> config = new HashMap<>();
        StreamsDefaults.of(options.settings(run, "none"))
                .forEach((key, value) -> PREFIXES.stream()
                        .filter(key::startsWith)
                        .forEach(prefix ->
                                config.put(prefix.equals("bootstrap.") ? key : key.substring(prefix.length()), value)));
        for (int thread = 0; thread < options.threads; thread++) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int i = thread; i < options.partitions; i += options.threads) {
                partitions.add(new TopicPartition(options.who().data().accessTopic(), i));
                partitions.add(new TopicPartition(options.who().data().issuanceTopic(), i));
            }
            Thread reader = new Thread(() -> read(config, partitions), "raw-consumer-" + thread);
            threads.add(reader);
            reader.start();
        }
    }

    private void read(Map<String, Object> config, List<TopicPartition> partitions) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (reading) {
                read.addAndGet(consumer.poll(Duration.ofMillis(50)).count());
            }
        }
    }

    @Override
    public long read() {
        return read.get();
    }

    @Override
    public boolean isThrough() {
        return read.get() >= expected;
    }

    @Override
    public long settleMs() {
        return 0;
    }

    @Override
    public void close() {
        reading = false;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
