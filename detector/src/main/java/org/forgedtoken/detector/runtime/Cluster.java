package org.forgedtoken.detector.runtime;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.forgedtoken.detector.topology.Inputs;

/** The cluster as an administrator sees it; every failure is a sentence. */
final class Cluster implements Inputs, AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final Admin admin;
    private final String servers;
    private final Map<String, Integer> partitions = new ConcurrentHashMap<>();
    private volatile long answeredAt = System.nanoTime();

    private Cluster(Admin admin, String servers) {
        this.admin = admin;
        this.servers = servers;
    }

    /** Does not wait for an answer yet. */
    static Cluster at(Map<String, String> config) {
        String servers = config.getOrDefault(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "");
        Map<String, Object> client = new HashMap<>();
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000");
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        client.putAll(StreamsDefaults.client(config));
        try {
            return new Cluster(Admin.create(client), servers);
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartRefused("The Kafka settings do not work: " + Failure.sentence(cause), e);
        }
    }

    /** How many partitions each of these topics has; one that does not exist is left out. */
    Map<String, Integer> existing(Collection<String> topics) {
        Map<String, Integer> found = new HashMap<>();
        described(topics)
                .forEach((topic, one) -> found.put(topic, one.partitions().size()));
        partitions.putAll(found);
        return found;
    }

    /** What tells each of these topics from another that had its name before; one that does not exist is left out. */
    Map<String, Uuid> ids(Collection<String> topics) {
        Map<String, Uuid> ids = new HashMap<>();
        described(topics).forEach((topic, one) -> ids.put(topic, one.topicId()));
        return ids;
    }

    private Map<String, TopicDescription> described(Collection<String> topics) {
        Map<String, TopicDescription> found = new HashMap<>();
        admin.describeTopics(topics).topicNameValues().forEach((topic, future) -> {
            try {
                found.put(topic, answer(future));
            } catch (UnknownTopicOrPartitionException e) {
                // It is left out.
            }
        });
        return found;
    }

    /** Creates a topic, and waits until it can be seen: a broker hears of it a little after the controller has said so. */
    void create(NewTopic topic) {
        try {
            answer(admin.createTopics(List.of(topic)).all());
        } catch (TopicExistsException e) {
            // Another instance was quicker.
        }
        awaitPartitions(topic.name(), 1);
    }

    /** Gives a topic more partitions, and waits until these can be seen. */
    void grow(String topic, int to) {
        answer(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(to)))
                .all());
        awaitPartitions(topic, to);
    }

    private void awaitPartitions(String topic, int least) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (existing(List.of(topic)).getOrDefault(topic, 0) < least && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Override
    public boolean exists(String topic) {
        return partitions.containsKey(topic);
    }

    @Override
    public int partitions(String topic) {
        return partitions.getOrDefault(topic, 1);
    }

    @Override
    public long logStart(String topic, int partition) {
        return offset(topic, partition, OffsetSpec.earliest());
    }

    @Override
    public long logEnd(String topic, int partition) {
        return offset(topic, partition, OffsetSpec.latest());
    }

    /** Where each partition of these topics ends; empty ones, and topics that do not exist, are left out. */
    Map<TopicPartition, Long> ends(Collection<String> topics) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        described(topics).forEach((topic, one) -> {
            for (TopicPartitionInfo partition : one.partitions()) {
                long end = logEnd(topic, partition.partition());
                if (end > logStart(topic, partition.partition())) {
                    ends.put(new TopicPartition(topic, partition.partition()), end);
                }
            }
        });
        return ends;
    }

    /** How far a group has read. */
    Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, at) -> committed.put(partition, at == null ? 0 : at.offset()));
        return committed;
    }

    private long offset(String topic, int partition, OffsetSpec spec) {
        TopicPartition at = new TopicPartition(topic, partition);
        return answer(admin.listOffsets(Map.of(at, spec)).partitionResult(at)).offset();
    }

    /** For how long no broker has answered; it is asked every few seconds. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - answeredAt);
    }

    private <T> T answer(KafkaFuture<T> future) {
        try {
            T answer = future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            answeredAt = System.nanoTime();
            return answer;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof UnknownTopicOrPartitionException || cause instanceof TopicExistsException) {
                throw (KafkaException) cause;
            }
            if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw unreachable(e);
            }
            answeredAt = System.nanoTime();
            throw new StartRefused(
                    "Kafka at " + servers + " refuses: " + Failure.sentence(cause == null ? e : cause), e);
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("Interrupted while waiting for Kafka at " + servers + ".", e);
        }
    }

    private StartRefused unreachable(Exception e) {
        return new StartRefused("No Kafka broker answers at " + servers + " (kafka.bootstrap.servers).", e);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
