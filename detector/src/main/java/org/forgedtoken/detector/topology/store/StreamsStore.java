package org.forgedtoken.detector.topology.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.forgedtoken.detector.step.Memory;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.topology.codec.Codec;
import org.jspecify.annotations.Nullable;

/** A step's state in a store of Kafka Streams. Not thread-safe. */
public final class StreamsStore<V> implements Store<V>, AutoCloseable {
    private final KeyValueStore<String, byte[]> store;
    private final Codec<V> codec;
    /** The keys that are still to be swept: a store in memory copies its keys for each walk, so one walk serves many sweeps. */
    private Iterator<String> toSweep = Collections.emptyIterator();
    /** Where the next sweep of a store on disk goes on; no iterator is held open, which would keep what was deleted. */
    private @Nullable String swept;

    StreamsStore(KeyValueStore<String, byte[]> store, Codec<V> codec) {
        this.store = store;
        this.codec = codec;
    }

    /** The store in which this is kept, logged to its changelog. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> builder(Memory<?> memory) {
        return Stores.keyValueStoreBuilder(
                        memory.place() == Memory.Place.ON_DISK
                                ? Stores.persistentKeyValueStore(memory.name())
                                : Stores.inMemoryKeyValueStore(memory.name()),
                        Serdes.String(),
                        Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }

    public static <V> StreamsStore<V> open(Memory<V> memory, ProcessingContext context) {
        return new StreamsStore<>(context.getStateStore(memory.name()), Codec.of(memory.type()));
    }

    @Override
    public @Nullable V get(String key) {
        byte[] bytes = store.get(key);
        return bytes == null ? null : value(bytes);
    }

    /** Without reading what it is. */
    @Override
    public boolean has(String key) {
        return store.get(key) != null;
    }

    private V value(byte[] bytes) {
        try {
            return codec.value(bytes);
        } catch (RuntimeException e) {
            throw new ForeignRecord("the changelog of " + store.name(), e);
        }
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
                visitor.accept(entry.key, value(entry.value));
            }
        }
    }

    @Override
    public void forEach(String prefix, BiConsumer<String, V> visitor) {
        try (KeyValueIterator<String, byte[]> some = store.prefixScan(prefix, new StringSerializer())) {
            while (some.hasNext()) {
                KeyValue<String, byte[]> entry = some.next();
                visitor.accept(entry.key, value(entry.value));
            }
        }
    }

    @Override
    public void sweep(int limit, BiPredicate<String, V> obsolete) {
        if (store.persistent()) {
            sweepOnDisk(limit, obsolete);
            return;
        }
        if (!toSweep.hasNext()) {
            toSweep = inMemory();
        }
        for (int i = 0; i < limit && toSweep.hasNext(); i++) {
            String key = toSweep.next();
            V now = get(key);
            if (now != null && obsolete.test(key, now)) {
                store.delete(key);
            }
        }
    }

    private void sweepOnDisk(int limit, BiPredicate<String, V> obsolete) {
        try (KeyValueIterator<String, byte[]> some = store.range(swept, null)) {
            for (int i = 0; i < limit && some.hasNext(); i++) {
                KeyValue<String, byte[]> entry = some.next();
                if (obsolete.test(entry.key, value(entry.value))) {
                    store.delete(entry.key);
                }
            }
            swept = some.hasNext() ? some.peekNextKey() : null;
        }
    }

    /** All at once: a walk through a store in memory calls itself for each entry that has gone since it was begun. */
    private Iterator<String> inMemory() {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys.iterator();
    }

    @Override
    public long size() {
        return store.approximateNumEntries();
    }

    @Override
    public void close() {
        toSweep = Collections.emptyIterator();
    }
}
