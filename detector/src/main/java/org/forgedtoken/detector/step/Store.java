package org.forgedtoken.detector.step;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * State of a step by key. Values are immutable; what is put is there after a restart.
 *
 * @param <V> the values
 */
public interface Store<V> {
    @Nullable
    V get(String key);

    default boolean has(String key) {
        return get(key) != null;
    }

    void put(String key, V value);

    void remove(String key);

    /** Visits all entries, in no order that matters; the store must not be changed meanwhile. */
    void forEach(BiConsumer<String, V> visitor);

    /** Visits the entries whose keys begin so, in the order of keys; the store must not be changed meanwhile. */
    default void forEach(String prefix, BiConsumer<String, V> visitor) {
        SortedMap<String, V> some = new TreeMap<>();
        forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                some.put(key, value);
            }
        });
        some.forEach(visitor);
    }

    /** How many entries there are, or nearly so. */
    long size();

    /** Goes on where it last stopped, and removes what is obsolete among the next {@code limit} entries or so. */
    void sweep(int limit, BiPredicate<String, V> obsolete);
}
