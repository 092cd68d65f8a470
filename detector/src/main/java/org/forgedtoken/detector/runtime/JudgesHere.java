package org.forgedtoken.detector.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.forgedtoken.detector.feed.CarriedIssuers;
import org.forgedtoken.detector.judge.Decide;
import org.forgedtoken.detector.judge.JudgePolicy;
import org.forgedtoken.detector.judge.JudgeState;
import org.forgedtoken.detector.step.BlockList;
import org.forgedtoken.detector.topology.Queries;

/** What the judging tasks of this instance can decide, each with a coverage that is a quarter of a second old at most. */
final class JudgesHere {
    private static final long FRESH_NANOS = 250_000_000;

    private record Made(Decide decide, long at) {
        boolean isFresh() {
            return System.nanoTime() - at < FRESH_NANOS;
        }
    }

    private final Queries queries;
    private final JudgePolicy policy;
    private final BooleanSupplier caughtUp;
    private final CarriedIssuers carried;
    private final Map<Integer, Made> made = new ConcurrentHashMap<>();

    /** @param carried hears of the issuers that the tasks here know */
    JudgesHere(Queries queries, JudgePolicy policy, BooleanSupplier caughtUp, CarriedIssuers carried) {
        this.carried = carried;
        this.caughtUp = caughtUp;
        this.queries = queries;
        this.policy = policy;
    }

    /**
     * Decides from what the task of this partition knows.
     *
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException where it does not run here, or still restores
     */
    Decide of(int partition) {
        Made known = made.get(partition);
        if (known == null || !known.isFresh()) {
            known = made.compute(partition, (p, old) -> old != null && old.isFresh() ? old : make(p));
        }
        return known.decide();
    }

    private Made make(int partition) {
        long at = System.nanoTime();
        boolean whole = caughtUp.getAsBoolean();
        BlockList blocks = queries.blocks();
        JudgeState state = queries.judge(partition);
        state.coverage().forEach((name, mark) -> carried.add(mark.issuer()));
        return new Made(new Decide(policy, state, blocks, whole), at);
    }
}
