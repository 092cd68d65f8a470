package org.forgedtoken.detector.topology;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.utils.Utils;

/**
 * Accesses on their way to WATCH, packed by the task that watches them. What lies in an open pack when a process is killed
 * is lost to WATCH: what came in within a tenth of a second, or a quarter where READ packs. Not thread-safe.
 *
 * @param <T> the accesses
 */
final class WatchPacks<T> {
    private static final int FULL = 1_000;

    private final Function<T, String> key;
    private final List<List<T>> open = new ArrayList<>();
    private final Forward<T> forward;

    /** Where a pack goes. */
    interface Forward<T> {
        void pack(int partition, List<T> accesses);
    }

    /** @param key by what its task is found */
    WatchPacks(int partitions, Function<T, String> key, Forward<T> forward) {
        this.key = key;
        this.forward = forward;
        for (int i = 0; i < partitions; i++) {
            open.add(new ArrayList<>());
        }
    }

    /** The partition of a key, as Kafka's own producers spread. */
    static int partition(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    void add(T seen) {
        int partition = partition(key.apply(seen), open.size());
        List<T> pack = open.get(partition);
        pack.add(seen);
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
