package org.forgedtoken.detector.bench;

import java.util.Locale;
import java.util.function.IntFunction;
import org.forgedtoken.detector.bench.BenchFeed.FeedRecord;
import org.forgedtoken.detector.runtime.EmbeddedBroker;

/** A pair of topics, filled once and read by many. Timestamps are the times of the events. */
enum DataSet {
    /** Keyed by block-entry key, spread by Kafka's default partitioner. */
    KEYED(true, false, 1),
    /** No keys; records are dealt out in turn. */
    PLAIN(false, false, 1),
    /** As {@link #KEYED}, with whole tokens. */
    JWT(true, true, 1),
    /** A tenth of {@link #KEYED}, for who is slow. */
    PART(true, false, 10);

    /** How far the feed's last word is behind its last record: enough for grace and skew. */
    static final long AFTER = 300_000;

    private static final long HEARTBEATS = 1_000;

    private final boolean isKeyed;
    private final boolean hasJwt;
    private final int times;

    DataSet(boolean isKeyed, boolean hasJwt, int times) {
        this.isKeyed = isKeyed;
        this.hasJwt = hasJwt;
        this.times = times;
    }

    String accessTopic() {
        return "access-" + label();
    }

    String issuanceTopic() {
        return "issuance-" + label();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    FeedPlan plan(FeedPlan whole) {
        return times == 1 ? whole : whole.smaller(times);
    }

    /** All records of the issuance topic: tokens, and heartbeats each second in each partition. */
    long issuances(FeedPlan whole, int partitions) {
        FeedPlan plan = plan(whole);
        return plan.tokens() + partitions * heartbeats(plan);
    }

    private static long heartbeats(FeedPlan plan) {
        return (plan.end() - plan.firstIssuance()) / HEARTBEATS + 1;
    }

    /** Makes both topics and fills them. */
    void load(EmbeddedBroker broker, FeedPlan whole, int partitions) {
        FeedPlan plan = plan(whole);
        BenchFeed feed = new BenchFeed(plan);
        broker.create(partitions, accessTopic(), issuanceTopic());
        try (Filling filling = new Filling(broker.bootstrapServers(), 20)) {
            long beats = heartbeats(plan);
            int token = 0;
            for (long beat = 0; beat < beats; beat++) {
                long time = plan.firstIssuance() + beat * HEARTBEATS;
                boolean isLast = beat == beats - 1;
                for (; token < plan.tokens() && (isLast || plan.issuedAt(token) <= time); token++) {
                    send(filling, issuanceTopic(), token % partitions, feed.issuance(token));
                }
                long until = isLast ? plan.end() + AFTER : time;
                String heartbeat = BenchFeed.heartbeat(beat == 0 ? plan.coveredFrom() : time - HEARTBEATS, until);
                for (int partition = 0; partition < partitions; partition++) {
                    filling.send(issuanceTopic(), partition, until, null, heartbeat);
                }
            }
            IntFunction<FeedRecord> access = hasJwt ? feed::accessWithJwt : feed::access;
            for (int i = 0; i < plan.accesses(); i++) {
                send(filling, accessTopic(), i % partitions, access.apply(i));
            }
        }
    }

    private void send(Filling filling, String topic, int turn, FeedRecord record) {
        if (isKeyed) {
            filling.send(topic, null, record.time(), record.key(), record.json());
        } else {
            filling.send(topic, turn, record.time(), null, record.json());
        }
    }
}
