package org.forgedtoken.detector.runtime;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How far the state has been read back, for whoever asks why the detector is not ready. */
final class Restoring implements StateRestoreListener {
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong stores = new AtomicLong();

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
        stores.incrementAndGet();
        total.addAndGet(Math.max(0, to - from));
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long at, long count) {
        done.addAndGet(count);
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long count) {
        stores.decrementAndGet();
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long count) {
        stores.decrementAndGet();
    }

    /** The state in a few words. */
    String words(KafkaStreams.State state) {
        return switch (state) {
            case RUNNING -> "running";
            case CREATED -> "starting";
            case REBALANCING ->
                stores.get() > 0
                        ? "restoring state: " + done.get() + " of " + total.get() + " records"
                        : "joining the group";
            default -> state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
