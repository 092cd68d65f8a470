package org.forgedtoken.detector.step;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** State in a map. */
final class MemoryStore<V> implements Store<V> {
    private final Map<String, V> map = new HashMap<>();

    @Override
    public @Nullable V get(String key) {
        return map.get(key);
    }

    @Override
    public void put(String key, V value) {
        map.put(key, value);
    }

    @Override
    public void remove(String key) {
        map.remove(key);
    }

    @Override
    public void forEach(BiConsumer<String, V> visitor) {
        Map.copyOf(map).forEach(visitor);
    }

    @Override
    public void sweep(int limit, BiPredicate<String, V> obsolete) {
        map.entrySet().removeIf(entry -> obsolete.test(entry.getKey(), entry.getValue()));
    }

    @Override
    public long size() {
        return map.size();
    }
}
