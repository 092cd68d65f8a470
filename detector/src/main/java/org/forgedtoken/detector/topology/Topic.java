package org.forgedtoken.detector.topology;

import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * A topic, as everything here knows it.
 *
 * @param step the step that reads it, or the one that writes it where it goes out
 * @param way who makes it and who reads it
 * @param config its settings where the detector creates it
 */
public record Topic<K, V>(
        String name, String step, Way way, Serde<K> keys, Serde<V> values, Map<String, String> config) {

    /** Which way a topic's records go. */
    public enum Way {
        /** The user's; it must exist. */
        IN,
        /** The user's, where there is one. */
        OPTIONAL,
        /** Made by the detector, for others to read. */
        OUT,
        /** The detector's own; Kafka Streams makes it and purges what was read. */
        INTERNAL;

        /** As the docs write it. */
        public String label() {
            return this == OPTIONAL ? "in, optional" : name().toLowerCase(Locale.ROOT);
        }
    }

    KStream<K, V> stream(StreamsBuilder builder) {
        return builder.stream(
                name,
                Consumed.with(keys, values)
                        .withName(name)
                        .withTimestampExtractor((record, before) -> Math.max(0, record.timestamp())));
    }

    Produced<K, V> produced() {
        return Produced.with(keys, values).withName(name);
    }

    Repartitioned<K, V> repartitioned(int partitions, StreamPartitioner<K, V> partitioner) {
        return Repartitioned.<K, V>as(name)
                .withKeySerde(keys)
                .withValueSerde(values)
                .withNumberOfPartitions(partitions)
                .withStreamPartitioner(partitioner);
    }
}
