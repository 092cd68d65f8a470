package org.forgedtoken.detector.topology.store;

import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.topology.codec.Codec;
import org.jspecify.annotations.Nullable;

/**
 * A step's state as another thread sees it: only to be read. Throws {@link
 * org.apache.kafka.streams.errors.InvalidStateStoreException} where the task has gone to another instance.
 */
public record QueriedStore<V>(ReadOnlyKeyValueStore<String, byte[]> store, Codec<V> codec) implements Store<V> {

    @Override
    public @Nullable V get(String key) {
        byte[] bytes = store.get(key);
        return bytes == null ? null : codec.value(bytes);
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
    public void put(String key, V value) {
        throw new UnsupportedOperationException("only the task itself writes");
    }

    @Override
    public void remove(String key) {
        throw new UnsupportedOperationException("only the task itself writes");
    }

    @Override
    public long size() {
        return store.approximateNumEntries();
    }

    @Override
    public void sweep(int limit, BiPredicate<String, V> obsolete) {
        throw new UnsupportedOperationException("only the task itself writes");
    }
}
