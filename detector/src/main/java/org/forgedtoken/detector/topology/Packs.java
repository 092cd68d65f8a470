package org.forgedtoken.detector.topology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * What goes to another step, packed by the task that it is for: a record each would cost as much as the work on it. Not
 * thread-safe.
 *
 * @param <T> what is packed
 */
final class Packs<T> {
    private static final int FULL = 1_000;

    private final Function<T, String> key;
    private final List<List<T>> open = new ArrayList<>();
    private final Forward<T> forward;

    /** Where a pack goes. */
    interface Forward<T> {
        void pack(int partition, List<T> pack);
    }

    /** @param key by what its task is found */
    Packs(int partitions, Function<T, String> key, Forward<T> forward) {
        this.key = key;
        this.forward = forward;
        for (int i = 0; i < partitions; i++) {
            open.add(new ArrayList<>());
        }
    }

    void add(T one) {
        int partition = Routing.partition(key.apply(one), open.size());
        List<T> pack = open.get(partition);
        pack.add(one);
        if (pack.size() >= FULL) {
            send(partition);
        }
    }

    /** Sends what is there. */
    void flush() {
        for (int i = 0; i < open.size(); i++) {
            if (!open.get(i).isEmpty()) {
                send(i);
            }
        }
    }

    private void send(int partition) {
        forward.pack(partition, Collections.unmodifiableList(open.get(partition)));
        open.set(partition, new ArrayList<>());
    }
}
