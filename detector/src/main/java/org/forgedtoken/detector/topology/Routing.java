package org.forgedtoken.detector.topology;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.ForGroup;
import org.forgedtoken.detector.step.TokenEvent;
import org.forgedtoken.detector.topology.codec.WatchBatch;

/** Which records go where: a record to one partition, by the text of its key, as Kafka's own producers spread; a mark to all. */
final class Routing {
    /** The key of every mark; Kafka Streams drops records without one. */
    static final String MARK = "mark";

    private Routing() {}

    /** Where a record of this key goes among so many partitions. */
    static int partition(String key, int partitions) {
        return BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), partitions);
    }

    /** READ sends marks one by one, and what it packs is for one task: that of the first. */
    static StreamPartitioner<String, List<TokenEvent>> tokenEvents(int partitions) {
        Set<Integer> all = all(partitions);
        return (topic, key, events, n) -> key.equals(MARK) ? Optional.of(all) : Optional.empty();
    }

    static StreamPartitioner<String, WatchBatch> watched(int partitions) {
        Set<Integer> all = all(partitions);
        return (topic, key, batch, n) -> {
            if (batch.partition() != WatchBatch.BY_KEY) {
                return Optional.of(Set.of(batch.partition()));
            }
            return key.equals(MARK) ? Optional.of(all) : Optional.empty();
        };
    }

    static StreamPartitioner<String, ForGroup> findings(int partitions) {
        Set<Integer> all = all(partitions);
        return (topic, key, message, n) -> Channel.FINDINGS.key(message) == null ? Optional.of(all) : Optional.empty();
    }

    /** Of a topic with one partition. */
    static <V> StreamPartitioner<String, V> one() {
        Set<Integer> one = all(1);
        return (topic, key, value, n) -> Optional.of(one);
    }

    private static Set<Integer> all(int partitions) {
        return IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet());
    }
}
