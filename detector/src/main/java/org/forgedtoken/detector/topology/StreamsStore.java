package org.forgedtoken.detector.topology;

import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.topology.codec.Codec;
import org.jspecify.annotations.Nullable;

/** A step's state in a store of Kafka Streams. Not thread-safe. */
final class StreamsStore<V> implements Store<V>, AutoCloseable {
    private final KeyValueStore<String, byte[]> store;
    private final Codec<V> codec;
    /** Where the next sweep goes on: the store in memory copies its keys for each walk, so one walk serves many sweeps. */
    private @Nullable KeyValueIterator<String, byte[]> walk;

    StreamsStore(KeyValueStore<String, byte[]> store, Codec<V> codec) {
        this.store = store;
        this.codec = codec;
    }

    @Override
    public @Nullable V get(String key) {
        byte[] bytes = store.get(key);
        return bytes == null ? null : codec.value(bytes);
    }

    @Override
    public void put(String key, V value) {
        store.put(key, codec.bytes(value));
    }

    @Override
    public void remove(String key) {
        store.delete(key);
    }

    @Override
    public void forEach(BiConsumer<String, V> visitor) {
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                visitor.accept(entry.key, codec.value(entry.value));
            }
        }
    }

    @Override
    public void sweep(int limit, BiPredicate<String, V> obsolete) {
        KeyValueIterator<String, byte[]> on = walk == null ? store.all() : walk;
        walk = on;
        for (int i = 0; i < limit; i++) {
            if (!on.hasNext()) {
                close();
                return;
            }
            String key = on.next().key;
            V now = get(key);
            if (now != null && obsolete.test(key, now)) {
                store.delete(key);
            }
        }
    }

    @Override
    public long size() {
        return store.approximateNumEntries();
    }

    @Override
    public void close() {
        if (walk != null) {
            walk.close();
            walk = null;
        }
    }
}
