package org.forgedtoken.detector.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * When a token could be decided: once each partition of the issuance topic has carried a record of its needed time or
 * later. Threads may share it.
 */
final class DecidableTimes {
    private final List<TreeMap<Long, Long>> partitions = new ArrayList<>();

    DecidableTimes(int partitions) {
        for (int i = 0; i < partitions; i++) {
            this.partitions.add(new TreeMap<>());
        }
    }

    /**
     * A partition carries a record.
     *
     * @param time of the event, epoch ms
     * @param sent the wall clock, epoch ms
     */
    synchronized void carried(int partition, long time, long sent) {
        partitions.get(partition).merge(time, sent, Math::min);
    }

    /** The wall clock at which the last partition got there, epoch ms; {@code Long.MAX_VALUE} if one never did. */
    synchronized long of(long needed) {
        long decidable = 0;
        for (TreeMap<Long, Long> partition : partitions) {
            var first = partition.ceilingEntry(needed);
            decidable = Math.max(decidable, first == null ? Long.MAX_VALUE : first.getValue());
        }
        return decidable;
    }
}
