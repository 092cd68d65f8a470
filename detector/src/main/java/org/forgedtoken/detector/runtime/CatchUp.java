package org.forgedtoken.detector.runtime;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether what is known has come to where both feeds ended at this instance's start: first READ of all instances reads so far,
 * then JUDGE what was made of it. Until then a token's absence from the ledger says nothing.
 */
final class CatchUp implements AutoCloseable {
    private static final long LOOK_MILLIS = 250;

    private final Cluster cluster;
    private final String group;
    private final List<String> between;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "catch-up");
        thread.setDaemon(true);
        return thread;
    });

    private Map<TopicPartition, Long> ends = Map.of();
    private int stage;
    private volatile boolean over;

    /**
     * Begins to look.
     *
     * @param group that reads
     * @param feeds of accesses and issuances
     * @param tokenEvents in which READ tells JUDGE what it has read
     */
    CatchUp(Cluster cluster, String group, List<String> feeds, String tokenEvents) {
        this.cluster = cluster;
        this.group = group;
        this.between = List.of(tokenEvents);
        ScheduledFuture<?> unused =
                clock.scheduleWithFixedDelay(() -> look(feeds), 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    boolean isOver() {
        return over;
    }

    private void look(List<String> feeds) {
        try {
            if (stage % 2 == 0) {
                ends = cluster.ends(stage == 0 ? feeds : between);
                stage++;
            } else if (isRead(cluster.committed(group))) {
                stage++;
            }
        } catch (StartRefused e) {
            return; // It is asked again.
        }
        if (stage == 4) {
            over = true;
            clock.shutdown();
        }
    }

    private boolean isRead(Map<TopicPartition, Long> committed) {
        return ends.entrySet().stream().allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
