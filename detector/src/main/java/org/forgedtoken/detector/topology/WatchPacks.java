package org.forgedtoken.detector.topology;

import java.util.function.Consumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.forgedtoken.detector.feed.PlainUse;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.ForWatch;
import org.forgedtoken.detector.step.Watched;
import org.forgedtoken.detector.topology.codec.WatchBatch;
import org.forgedtoken.detector.topology.codec.WatchedPack;

/**
 * Accesses on their way to WATCH, packed by the task that watches them. What lies in an open pack when a process is killed
 * is lost to WATCH: what came in within a tenth of a second. Not thread-safe.
 */
final class WatchPacks {
    private final Channel<ForWatch> channel;
    private final boolean bySource;
    private final WatchedPack[] open;
    private final Consumer<WatchBatch> forward;

    /** @param channel of accounts, or of sources */
    WatchPacks(int partitions, Channel<ForWatch> channel, Consumer<WatchBatch> forward) {
        this.channel = channel;
        this.bySource = channel.equals(Channel.WATCH_SOURCES);
        this.forward = forward;
        this.open = new WatchedPack[partitions];
        for (int i = 0; i < partitions; i++) {
            open[i] = new WatchedPack(i);
        }
    }

    void add(Watched seen) {
        WatchedPack pack = open[Routing.partition(String.valueOf(channel.key(seen)), open.length)];
        pack.add(seen);
        if (pack.isFull()) {
            send(pack);
        }
    }

    /** The same of an ordinary use: of its account, or of its source and account. */
    void add(PlainUse use) {
        byte[] account = use.account();
        WatchedPack pack = open[
                bySource
                        ? Routing.partition(use.source(), open.length)
                        : BuiltInPartitioner.partitionForKey(account, open.length)];
        pack.addOrdinary(use.time(), account, bySource ? use.source() : "");
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
