package org.forgedtoken.detector.step;

import java.util.HashMap;
import java.util.Map;

/** Where a stage gets what it remembers: of one task, as it was left. */
public interface Stores {
    /** What is remembered under a name. */
    <V> Store<V> of(Memory<V> memory);

    /** Nothing so far, for one run; the same store for the same memory. */
    static Stores inMemory() {
        Map<Memory<?>, Store<?>> stores = new HashMap<>();
        return new Stores() {
            @Override
            @SuppressWarnings("unchecked") // what was made for a memory has its values
            public <V> Store<V> of(Memory<V> memory) {
                return (Store<V>) stores.computeIfAbsent(memory, of -> new MapStore<V>());
            }
        };
    }
}
