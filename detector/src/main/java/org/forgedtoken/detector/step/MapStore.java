package org.forgedtoken.detector.step;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** State of a step in the memory of one run. Not thread-safe. */
public final class MapStore<V> implements Store<V> {
    private final Map<String, V> entries = new HashMap<>();
    private long sweepable;

    @Override
    public @Nullable V get(String key) {
        return entries.get(key);
    }

    @Override
    public void put(String key, V value) {
        entries.put(key, value);
    }

    @Override
    public void remove(String key) {
        entries.remove(key);
    }

    @Override
    public void forEach(BiConsumer<String, V> visitor) {
        entries.forEach(visitor);
    }

    /** A hash map has no place to go on from: it is swept as a whole, once enough sweeps have been asked for. */
    @Override
    public void sweep(int limit, BiPredicate<String, V> obsolete) {
        sweepable += limit;
        if (sweepable >= entries.size()) {
            sweepable = 0;
            entries.entrySet().removeIf(entry -> obsolete.test(entry.getKey(), entry.getValue()));
        }
    }

    @Override
    public long size() {
        return entries.size();
    }
}
