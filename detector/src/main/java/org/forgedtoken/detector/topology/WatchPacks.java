package org.forgedtoken.detector.topology;

import java.util.function.Consumer;
import java.util.function.Function;
import org.forgedtoken.detector.step.Watched;
import org.forgedtoken.detector.topology.codec.ForWatch;
import org.forgedtoken.detector.topology.codec.WatchedPack;

/**
 * Accesses on their way to WATCH, packed by the task that watches them. What lies in an open pack when a process is killed
 * is lost to WATCH: what came in within a tenth of a second. Not thread-safe.
 */
final class WatchPacks {
    private final Function<Watched, String> key;
    private final WatchedPack[] open;
    private final Consumer<ForWatch> forward;

    /** @param key by what its task is found */
    WatchPacks(int partitions, Function<Watched, String> key, Consumer<ForWatch> forward) {
        this.key = key;
        this.forward = forward;
        this.open = new WatchedPack[partitions];
        for (int i = 0; i < partitions; i++) {
            open[i] = new WatchedPack(i);
        }
    }

    void add(Watched seen) {
        WatchedPack pack = open[Routing.partition(key.apply(seen), open.length)];
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
        forward.accept(new ForWatch.Written(pack));
        pack.clear();
    }
}
