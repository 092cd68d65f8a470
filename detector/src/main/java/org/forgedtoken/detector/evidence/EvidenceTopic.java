package org.forgedtoken.detector.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies alerts, incidents and actions into the evidence topic, chained, on a thread and in a consumer group of its own. The
 * copies and the place up to which they go, with each partition's running value, are one transaction: a process that dies in
 * between repeats none and drops none.
 */
public final class EvidenceTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceTopic.class);

    private static final String LARGEST_RECORD = Integer.toString(16 * 1024 * 1024);

    /** Of the topic, where it is made: whole for ever, and dated by the broker. */
    public static final Map<String, String> CONFIG = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            "-1",
            TopicConfig.RETENTION_BYTES_CONFIG,
            "-1",
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime",
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            LARGEST_RECORD);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BETWEEN_HEADS = Duration.ofMinutes(1);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final long AFTER_FAILURE = TimeUnit.SECONDS.toNanos(2);

    private final String topic;
    private final Pattern sources;
    private final Map<String, Object> client;
    private final String group;
    private final Optional<EvidenceKey> key;
    private final Thread thread = new Thread(this::run, "evidence");
    private volatile boolean closed;

    private EvidenceTopic(
            String topic, Settings settings, Map<String, Object> client, String group, Optional<EvidenceKey> key) {
        this.topic = topic;
        this.sources = Pattern.compile(sources(settings).map(Pattern::quote).collect(Collectors.joining("|")));
        this.client = Map.copyOf(client);
        this.group = group;
        this.key = key;
        this.thread.setDaemon(true);
    }

    /** Looks at the key, where there is something to sign. */
    public static void look(Settings settings, BiConsumer<String, String> faults) {
        if (settings.get(Catalogue.EVIDENCE_TOPIC).isPresent()) {
            EvidenceKey.look(settings, faults);
        }
    }

    /**
     * At work, where the topic is set.
     *
     * @param client how to reach the cluster
     */
    public static Optional<EvidenceTopic> start(Settings settings, Map<String, Object> client, String applicationId) {
        Optional<EvidenceTopic> evidence = settings.get(Catalogue.EVIDENCE_TOPIC)
                .map(topic -> {
                    try {
                        return new EvidenceTopic(
                                topic, settings, client, group(applicationId, topic), EvidenceKey.of(settings));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e.getMessage(), e);
                    }
                });
        evidence.ifPresent(one -> one.thread.start());
        return evidence;
    }

    /** A topic's chains begin with it, and so does its group. */
    static String group(String applicationId, String topic) {
        return applicationId + "-evidence-" + topic;
    }

    private static Stream<String> sources(Settings settings) {
        return Stream.of(Catalogue.TOPIC_ALERTS, Catalogue.TOPIC_INCIDENTS, Catalogue.TOPIC_ACTIONS)
                .map(settings::get);
    }

    private void run() {
        boolean told = false;
        while (!closed) {
            try (Producer<byte[], byte[]> producer = producer();
                    Consumer<byte[], byte[]> consumer = consumer()) {
                producer.initTransactions();
                Copying copying = new Copying(consumer, producer);
                consumer.subscribe(sources, copying);
                while (!closed) {
                    if (copying.work(false) && told) {
                        LOG.info("Evidence is written again.");
                        told = false;
                    }
                }
                copying.work(true);
            } catch (RuntimeException e) {
                if (!told && !closed) {
                    LOG.error("No evidence is written to {}; it is tried again: {}", topic, e.toString());
                    told = true;
                }
                LOG.debug("No evidence is written", e);
                LockSupport.parkNanos(AFTER_FAILURE);
            }
        }
    }

    /** With one consumer, until anything fails. Not thread-safe. */
    private final class Copying implements ConsumerRebalanceListener {
        private final Consumer<byte[], byte[]> consumer;
        private final Producer<byte[], byte[]> producer;
        private final Map<TopicPartition, TopicChain> chains = new HashMap<>();
        private long headsAt = System.nanoTime() - BETWEEN_HEADS.toNanos();

        Copying(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
            this.consumer = consumer;
            this.producer = producer;
        }

        /**
         * Whether something was written: what there is to read, and heads where they are due.
         *
         * @param last heads are due, whatever the time
         */
        boolean work(boolean last) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            List<ProducerRecord<byte[], byte[]>> links = new ArrayList<>();
            Set<TopicPartition> grown = new HashSet<>(records.partitions());
            records.partitions()
                    .forEach(partition -> records.records(partition)
                            .forEach(record -> links.add(chain(partition).link(topic, record))));
            if (key.isPresent() && (last || System.nanoTime() - headsAt >= BETWEEN_HEADS.toNanos())) {
                chains.forEach((partition, chain) -> {
                    if (chain.isToBeSigned()) {
                        links.add(chain.head(topic, key.get()));
                        grown.add(partition);
                        headsAt = System.nanoTime();
                    }
                });
            }
            if (links.isEmpty()) {
                return false;
            }
            Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
            for (TopicPartition partition : grown) {
                long offset = consumer.position(partition);
                places.put(
                        partition,
                        new OffsetAndMetadata(offset, chain(partition).place()));
            }
            producer.beginTransaction();
            links.forEach(producer::send);
            producer.sendOffsetsToTransaction(places, consumer.groupMetadata());
            producer.commitTransaction();
            return true;
        }

        private TopicChain chain(TopicPartition partition) {
            TopicChain chain = chains.get(partition);
            if (chain == null) {
                throw new IllegalStateException("a partition is read that was not assigned: " + partition);
            }
            return chain;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> places = consumer.committed(Set.copyOf(partitions));
            for (TopicPartition partition : partitions) {
                OffsetAndMetadata place = places.get(partition);
                chains.put(partition, new TopicChain(partition, place == null ? null : place.metadata()));
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            chains.keySet().removeAll(partitions);
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // An incident topic, or one of actions, may be made while this runs.
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "60000");
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Producer<byte[], byte[]> producer() {
        Map<String, Object> config = new HashMap<>(client);
        // The group tells who may write for a partition, not this id: another process' is another one.
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group + '-' + UUID.randomUUID());
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "10000");
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Signs what it has written, and leaves the group. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(CLOSING.toMillis());
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
