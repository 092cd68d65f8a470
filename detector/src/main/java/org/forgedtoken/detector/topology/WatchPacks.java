package org.forgedtoken.detector.topology;

import java.util.function.Consumer;
import java.util.function.Function;
import org.forgedtoken.detector.step.Watched;
import org.forgedtoken.detector.topology.codec.WatchBatch;
import org.forgedtoken.detector.topology.codec.WatchedPack;
import org.jspecify.annotations.Nullable;

/**
 * Accesses on their way to WATCH, packed by the task that watches them. What lies in an open pack when a process is killed
 * is lost to WATCH: what came in within a tenth of a second. Not thread-safe.
 */
final class WatchPacks {
    private final Function<Watched, @Nullable String> key;
    private final WatchedPack[] open;
    private final Consumer<WatchBatch> forward;

    /** @param key by what its task is found */
    WatchPacks(int partitions, Function<Watched, @Nullable String> key, Consumer<WatchBatch> forward) {
        this.key = key;
        this.forward = forward;
        this.open = new WatchedPack[partitions];
        for (int i = 0; i < partitions; i++) {
            open[i] = new WatchedPack(i);
        }
    }

    void add(Watched seen) {
        WatchedPack pack = open[Routing.partition(String.valueOf(key.apply(seen)), open.length)];
        pack.add(seen);
        if (pack.isFull()) {
            send(pack);
        }
    }

    /** Sends what is there. */
    void flush() {
        for (WatchedPack pack : open) {
            if (!pack.isEmpty()) {
                send(pack);
            }
        }
    }

    private void send(WatchedPack pack) {
        forward.accept(new WatchBatch.Written(pack));
        pack.clear();
    }
}
