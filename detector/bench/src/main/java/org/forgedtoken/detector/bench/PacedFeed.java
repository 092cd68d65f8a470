package org.forgedtoken.detector.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Plays a plan in its own time: each record is sent when it says that it happened, and heartbeats ten times a second. */
final class PacedFeed {
    private static final int HEARTBEATS = 100;

    private final FeedPlan plan;
    private final BenchFeed feed;
    private final DataSet data;
    private final int partitions;
    private final Filling filling;
    private final DecidableTimes decidable;
    private int issued;
    private long beat;

    PacedFeed(FeedPlan plan, DataSet data, int partitions, Filling filling, DecidableTimes decidable) {
        this.plan = plan;
        this.feed = new BenchFeed(plan);
        this.data = data;
        this.partitions = partitions;
        this.filling = filling;
        this.decidable = decidable;
        this.beat = plan.firstIssuance();
    }

    /** Sends what has been issued up to now. */
    void issue() {
        long now = System.currentTimeMillis();
        for (; issued < plan.tokens() && plan.issuedAt(issued) <= now; issued++) {
            BenchFeed.FeedRecord record = feed.issuance(issued);
            filling.send(data.issuanceTopic(), null, record.time(), record.key(), record.json(), decidable);
        }
        if (now - beat >= HEARTBEATS) {
            String heartbeat = BenchFeed.heartbeat(beat, now);
            for (int partition = 0; partition < partitions; partition++) {
                filling.send(data.issuanceTopic(), partition, now, null, heartbeat, decidable);
            }
            beat = now;
        }
    }

    /** How many tokens have been issued. */
    int issued() {
        return issued;
    }

    /** Plays on until it is told to end; the first access must not have been yet. */
    void play(BooleanSupplier end) {
        int access = 0;
        while (!end.getAsBoolean()) {
            issue();
            long now = System.currentTimeMillis();
            for (; access < plan.accesses() && plan.accessTime(access) <= now; access++) {
                BenchFeed.FeedRecord record = feed.access(access);
                filling.send(data.accessTopic(), null, record.time(), record.key(), record.json());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
