package org.forgedtoken.detector.step;

import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** A place for what is only put aside for a restart, where there will be none. */
public final class Unkept<V> implements Store<V> {
    @Override
    public @Nullable V get(String key) {
        return null;
    }

    @Override
    public void put(String key, V value) {
        // nobody will ask for it
    }

    @Override
    public void remove(String key) {
        // it is not there
    }

    @Override
    public void forEach(BiConsumer<String, V> visitor) {
        // there is nothing to visit
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public void sweep(int limit, BiPredicate<String, V> obsolete) {
        // there is nothing to remove
    }
}
