package org.forgedtoken.detector.replay.input;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.settings.Trouble;

/**
 * Consumers that are in no group and commit nothing, each for one partition or for a look at what there is. Safe for use
 * by several threads.
 */
public class Consumers {
    /** For an answer; of Kafka's own minute nobody sees the reason. */
    private static final int PATIENCE_MILLIS = 20_000;

    private final Map<String, Object> config;
    private final String name;
    private final String reader;
    private final AtomicInteger opened = new AtomicInteger();

    /**
     * @param config how to reach the cluster, and how to read from it
     * @param reader what they read for, in a word
     */
    public Consumers(Map<String, Object> config, String reader) {
        this.reader = reader;
        this.config = new HashMap<>(config);
        this.name = config.getOrDefault(ConsumerConfig.CLIENT_ID_CONFIG, "forged-token-detector") + "-" + reader + "-";
        this.config.keySet().removeIf(key -> key.startsWith("group."));
        this.config.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
        this.config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.config.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        // What retention has overtaken is to be told, not stepped over.
        this.config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    }

    /**
     * One of its own for whoever asks.
     *
     * @throws IOException where the settings do not work
     */
    public Consumer<byte[], byte[]> open(IsolationLevel isolation) throws IOException {
        Map<String, Object> own = new HashMap<>(config);
        own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString().toLowerCase(Locale.ROOT));
        own.put(ConsumerConfig.CLIENT_ID_CONFIG, name + opened.incrementAndGet());
        try {
            return new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("The Kafka settings do not work: " + cause.getMessage(), e);
        }
    }

    /** What has gone wrong, in a sentence. */
    public final IOException failed(KafkaException failure) {
        if (failure instanceof TimeoutException) {
            return silent(failure);
        }
        if (failure instanceof AuthorizationException) {
            return new IOException(
                    "Kafka at " + servers() + " refuses: " + Trouble.messages(failure)
                            + ". A " + reader
                            + " needs the right to read every input topic; of a topic that does not exist"
                            + " Kafka says the same to whoever may not see it.",
                    failure);
        }
        return new IOException("Kafka at " + servers() + " refuses: " + Trouble.messages(failure), failure);
    }

    /** Nothing comes any more. */
    public final IOException silent(Exception cause) {
        return new IOException("No Kafka broker answers at " + servers() + " (kafka.bootstrap.servers).", cause);
    }

    private Object servers() {
        return config.getOrDefault(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "");
    }

    /** A look at what topics hold, with the right to read them alone. Not thread-safe. */
    public static final class TopicLook implements Closeable {
        /** So many offsets more are read where others are passed over: whether that may be done is seen by them. */
        private static final long SAMPLE = 1_000;

        private final Consumers consumers;
        private final Consumer<byte[], byte[]> committed;
        private final Consumer<byte[], byte[]> all;

        public TopicLook(Consumers consumers) throws IOException {
            this.consumers = consumers;
            this.committed = consumers.open(IsolationLevel.READ_COMMITTED);
            this.all = consumers.open(IsolationLevel.READ_UNCOMMITTED);
        }

        /**
         * What there is of each partition, in their order; none where there is no such topic.
         *
         * @param writtenFrom what Kafka's timestamps say was written before it does not matter, epoch ms; {@link
         *     Times#UNKNOWN}: all does
         */
        public List<TopicInput.Offsets> at(String topic, long writtenFrom) throws IOException {
            try {
                List<PartitionInfo> known = committed.partitionsFor(topic);
                if (known == null || known.isEmpty()) {
                    return List.of();
                }
                List<TopicPartition> partitions = known.stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .sorted(Comparator.comparingInt(TopicPartition::partition))
                        .toList();
                return at(partitions, writtenFrom);
            } catch (KafkaException e) {
                throw consumers.failed(e);
            }
        }

        private List<TopicInput.Offsets> at(List<TopicPartition> partitions, long writtenFrom) {
            // Asked in this order, what is not stable by then was written before: it belongs to an open transaction.
            Map<TopicPartition, Long> written = all.endOffsets(partitions);
            Map<TopicPartition, Long> stable = committed.endOffsets(partitions);
            Map<TopicPartition, Long> begins = committed.beginningOffsets(partitions);
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(at -> times.put(at, Math.max(0, writtenFrom)));
            Map<TopicPartition, OffsetAndTimestamp> found =
                    Times.known(writtenFrom) ? committed.offsetsForTimes(times) : Map.of();
            List<TopicInput.Offsets> offsets = new ArrayList<>();
            for (TopicPartition at : partitions) {
                long begin = begins.getOrDefault(at, 0L);
                long next = stable.getOrDefault(at, begin);
                OffsetAndTimestamp from = found.get(at);
                long wanted = from == null ? next : Math.min(from.offset(), next);
                long first = Times.known(writtenFrom) ? Math.max(begin, wanted - SAMPLE) : begin;
                long open = Math.max(0, written.getOrDefault(at, next) - next);
                offsets.add(new TopicInput.Offsets(at.topic(), at.partition(), begin, first, next, open));
            }
            return offsets;
        }

        @Override
        public void close() {
            committed.close();
            all.close();
        }
    }
}
