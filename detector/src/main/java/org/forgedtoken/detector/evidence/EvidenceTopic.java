package org.forgedtoken.detector.evidence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;

/**
 * Copies alerts, incidents and actions into the evidence topic, chained. The copies and the place up to which they go, with each
 * partition's running value, are one transaction: a process that dies in between repeats none and drops none.
 */
public final class EvidenceTopic extends Follower {
    private static final String LARGEST_RECORD = Integer.toString(16 * 1024 * 1024);

    /** Of the topic, where it is made: whole for ever, and dated by the broker. */
    public static final Map<String, String> CONFIG = Map.of(
            TopicConfig.RETENTION_MS_CONFIG,
            "-1",
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime",
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            LARGEST_RECORD);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BETWEEN_HEADS = Duration.ofMinutes(1);

    private final String topic;
    private final Pattern sources;
    private final Optional<EvidenceKey> key;
    private final Map<String, Object> client;

    private EvidenceTopic(String topic, Settings settings, Map<String, Object> client, String applicationId) {
        super("Copies to " + topic, "evidence", client, group(applicationId, topic));
        this.topic = topic;
        // A pattern, since that of actions may be made while this runs.
        this.sources = Pattern.compile(sources(settings).map(Pattern::quote).collect(Collectors.joining("|")));
        this.key = EvidenceKey.of(settings);
        this.client = client;
    }

    /**
     * Where the topic is set.
     *
     * @param client how to reach the cluster
     */
    public static Optional<Follower> of(Settings settings, Map<String, Object> client, String applicationId) {
        return settings.get(Catalogue.EVIDENCE_TOPIC)
                .map(topic -> new EvidenceTopic(topic, settings, client, applicationId));
    }

    static Stream<String> sources(Settings settings) {
        return Stream.of(Catalogue.TOPIC_ALERTS, Catalogue.TOPIC_INCIDENTS, Catalogue.TOPIC_ACTIONS)
                .map(settings::get);
    }

    /** A topic's chains begin with it, and so does the group that copies into it. */
    static String group(String applicationId, String topic) {
        return applicationId + "-evidence-" + topic;
    }

    @Override
    protected void follow(Consumer<byte[], byte[]> consumer) {
        try (Producer<byte[], byte[]> producer =
                producer(consumer.groupMetadata().groupId())) {
            producer.initTransactions();
            Copying copying = new Copying(consumer, producer);
            consumer.subscribe(sources, copying);
            while (!isClosed()) {
                copying.work(false);
            }
            copying.work(true);
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
         * Writes what there is to read, and heads where they are due.
         *
         * @param last they are due, whatever the time
         */
        void work(boolean last) {
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
                return;
            }
            Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
            for (TopicPartition partition : grown) {
                long offset = consumer.position(partition);
                places.put(
                        partition,
                        new OffsetAndMetadata(offset, chain(partition).value()));
            }
            producer.beginTransaction();
            for (ProducerRecord<byte[], byte[]> link : links) {
                Future<RecordMetadata> unused = producer.send(link); // whether it went the commit says
            }
            producer.sendOffsetsToTransaction(places, consumer.groupMetadata());
            producer.commitTransaction();
        }

        private TopicChain chain(TopicPartition partition) {
            return Objects.requireNonNull(chains.get(partition), "what is read was assigned");
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

    private Producer<byte[], byte[]> producer(String group) {
        Map<String, Object> config = new HashMap<>(client);
        // The group tells who may write for a partition, not this id: another process' is another one.
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group + '-' + UUID.randomUUID());
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "10000");
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
