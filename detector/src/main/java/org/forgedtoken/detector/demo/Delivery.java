package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;
import org.forgedtoken.detector.demo.GeneratedRecord.Feed;
import org.forgedtoken.detector.demo.TrafficPlan.Outage;
import org.jspecify.annotations.Nullable;

/**
 * Sends records on their way: each a little late, always by less than the grace, but for what the outage holds up. It
 * counts what it sends, and does not count what the outage swallows.
 */
final class Delivery {

    private final TrafficPlan plan;
    private final Agenda agenda;
    private final Truth truth;
    private final SplittableRandom random;
    private final long grace;

    Delivery(TrafficPlan plan, Agenda agenda, Truth truth, SplittableRandom random) {
        this.plan = plan;
        this.agenda = agenda;
        this.truth = truth;
        this.random = random;
        this.grace = plan.timing().grace().toMillis();
    }

    void access(long time, @Nullable String key, String json, Outcome outcome) {
        truth.access(outcome);
        agenda.send(new GeneratedRecord(Feed.ACCESS, time, time + lateness(), key, json));
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
        if (plan.inGap(time) && plan.gap().outage() != Outage.LATE) {
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
        agenda.send(new GeneratedRecord(feed, time, seen + late, id, json));
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
        agenda.send(new GeneratedRecord(Feed.ISSUANCE, time, arrival, key, json));
    }

    /** Mostly prompt, sometimes up to seven tenths of the grace. */
    private long lateness() {
        return random.nextLong(random.nextInt(5) == 0 ? grace * 7 / 10 : grace / 20 + 1);
    }
}
