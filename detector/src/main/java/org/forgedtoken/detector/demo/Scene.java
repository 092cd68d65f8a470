package org.forgedtoken.detector.demo;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.forgedtoken.detector.demo.Traffic.Feed;
import org.forgedtoken.detector.demo.Traffic.GeneratedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where honest users and the attacker act: what is still to happen, by time, and what has happened but not arrived, by
 * arrival. A step may plan later steps and send records that arrive at its own time or later; so the earliest arrival is
 * final once no step is due before it.
 *
 * <p>Each record is a little late, always by less than the grace, but for what the outage holds up. What the outage
 * swallows is not counted.
 */
final class Scene {

    private record Step(long time, long order, Runnable action) {}

    private record Sent(GeneratedRecord record, long order) {}

    private final PriorityQueue<Step> steps =
            new PriorityQueue<>(Comparator.comparingLong(Step::time).thenComparingLong(Step::order));
    private final PriorityQueue<Sent> sent =
            new PriorityQueue<>(Comparator.comparingLong((Sent s) -> s.record().arrivalMillis())
                    .thenComparingLong(s -> s.record().timeMillis())
                    .thenComparingLong(Sent::order));

    final TrafficPlan plan;
    final KeyRing keys;
    final Truth truth;
    final NativeRecords records;
    final LedgerCover cover;
    final Members members;
    final Whereabouts whereabouts;
    final DayCurve curve;
    private final SplittableRandom random;
    private final long grace;
    private long order;
    private long now = Long.MIN_VALUE;

    Scene(TrafficPlan plan, SplittableRandom random) {
        this.plan = plan;
        this.keys = KeyRing.of(plan);
        this.truth = new Truth(plan);
        this.random = random.split();
        this.grace = plan.timing().grace().toMillis();
        this.records = new NativeRecords(random.split());
        this.cover = new LedgerCover(plan);
        this.members = new Members(plan.seed(), plan.site().members());
        this.whereabouts = new Whereabouts(plan, random.split());
        this.curve = new DayCurve(plan);
    }

    /** The time of the step that runs. */
    long now() {
        return now;
    }

    void at(long time, Runnable action) {
        steps.add(new Step(time, order++, action));
    }

    private void send(GeneratedRecord record) {
        sent.add(new Sent(record, order++));
    }

    /** The next record to arrive, or null when nothing is left. */
    @Nullable
    GeneratedRecord next() {
        Step due = steps.peek();
        Sent first = sent.peek();
        while (due != null && (first == null || due.time() <= first.record().arrivalMillis())) {
            steps.remove();
            now = due.time();
            due.action().run();
            due = steps.peek();
            first = sent.peek();
        }
        return first == null ? null : sent.remove().record();
    }

    void access(long time, @Nullable String key, String json, Outcome outcome) {
        truth.access(outcome);
        send(new GeneratedRecord(Feed.ACCESS, time, time + lateness(), key, json));
    }

    void issued(long time, String key, String json) {
        issuance(time, time + lateness(), key, json, Truth.Issuance.ISSUED);
    }

    /** An issuance that arrives at once, where its lateness could change what is determinate. */
    void issuedPromptly(long time, String key, String json) {
        issuance(time, time, key, json, Truth.Issuance.ISSUED);
    }

    void revoked(long time, String key, String json) {
        issuance(time, time + lateness(), key, json, Truth.Issuance.REVOKED);
    }

    /** A heartbeat says that every record before it is there: so it comes after the latest of them. */
    void heartbeat(long time, String json) {
        if (plan.inGap(time) && plan.gap().outage() != TrafficPlan.Outage.LATE) {
            return;
        }
        long arrival = time == plan.startMillis() ? time : time + grace * 8 / 10;
        issuance(time, arrival, null, json, Truth.Issuance.HEARTBEAT);
    }

    /** What an administrator, or a registration form, has done: one record a key or account, a little late. */
    void listed(Feed feed, long time, String id, String json) {
        truth.list(feed);
        long seen = Math.max(time, plan.startMillis());
        long late = seen == plan.startMillis() ? 0 : random.nextLong(grace / 20 + 1);
        send(new GeneratedRecord(feed, time, seen + late, id, json));
    }

    private void issuance(long time, long arrival, @Nullable String key, String json, Truth.Issuance kind) {
        if (plan.inGap(time)) {
            switch (plan.gap().outage()) {
                case LOST -> {
                    return;
                }
                case LATE -> arrival = plan.gapEnd();
                case SHUFFLED -> arrival = plan.gapEnd() + random.nextLong(grace / 2);
                case NONE -> throw new IllegalStateException("in an outage that does not exist");
            }
        }
        truth.issuance(kind);
        send(new GeneratedRecord(Feed.ISSUANCE, time, arrival, key, json));
    }

    /** Mostly prompt, sometimes up to seven tenths of the grace. */
    private long lateness() {
        return random.nextLong(random.nextInt(5) == 0 ? grace * 7 / 10 : grace / 20 + 1);
    }
}
