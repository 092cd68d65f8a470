package org.forgedtoken.detector.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is known has come to where both feeds ended at this instance's start: first READ of all instances reads so far,
 * then JUDGE what was made of it. Until then a token's absence from the ledger says nothing. It looks each time that it is run.
 */
final class CatchUp implements Runnable {
    private final Cluster cluster;
    private final String group;
    /** Topics that are to be read to where they end now, and those after them. */
    private final Deque<List<String>> stages;

    private @Nullable Map<TopicPartition, Long> ends;
    private volatile boolean over;

    /**
     * Has not looked yet.
     *
     * @param group that reads
     * @param feeds of accesses and issuances
     * @param tokenEvents in which READ tells JUDGE what it has read
     */
    CatchUp(Cluster cluster, String group, List<String> feeds, String tokenEvents) {
        this.cluster = cluster;
        this.group = group;
        this.stages = new ArrayDeque<>(List.of(feeds, List.of(tokenEvents)));
    }

    boolean isOver() {
        return over;
    }

    @Override
    public void run() {
        if (over) {
            return;
        }
        try {
            if (ends == null) {
                ends = cluster.ends(stages.getFirst());
            } else if (isRead(ends, cluster.committed(group))) {
                ends = null;
                stages.removeFirst();
                over = stages.isEmpty();
            }
        } catch (StartRefused e) {
            // It is asked again.
        }
    }

    private static boolean isRead(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> committed) {
        return ends.entrySet().stream().allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
