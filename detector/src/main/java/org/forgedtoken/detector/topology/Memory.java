package org.forgedtoken.detector.topology;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.forgedtoken.detector.topology.codec.Codec;

/**
 * What a step remembers under one name: a logged key-value store.
 *
 * @param name the same in the topology, its changelog topic and the docs
 * @param step whose it is
 * @param onDisk whether it is kept on disk; else in memory, and read back from its changelog after a restart
 * @param codec of its values; keys are text
 * @param keyText what its key is
 * @param sentence what it holds
 */
public record Memory<V>(String name, String step, boolean onDisk, Codec<V> codec, String keyText, String sentence)
        implements Remembered {
    @Override
    public String kept() {
        return onDisk ? "on disk" : "in memory";
    }

    StoreBuilder<KeyValueStore<String, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(
                        onDisk ? Stores.persistentKeyValueStore(name) : Stores.inMemoryKeyValueStore(name),
                        Serdes.String(),
                        Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }

    StreamsStore<V> open(ProcessingContext context) {
        return new StreamsStore<>(context.getStateStore(name), codec);
    }
}
