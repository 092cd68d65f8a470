package org.forgedtoken.detector.topology;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.forgedtoken.detector.feed.CarriedIssuers;
import org.forgedtoken.detector.judge.Judge;
import org.forgedtoken.detector.judge.JudgeState;
import org.forgedtoken.detector.step.Stage;
import org.forgedtoken.detector.step.TokenEvent;

/** JUDGE in the service: what it counts shows in meters, and READ learns from it which issuers the feed carries. */
final class Judging implements Stage<TokenEvent> {
    private static final long LOOK_AFTER = 1_000;

    private final Stage<TokenEvent> stage;
    private final Judge judge;
    private final JudgeState state;
    private final CarriedIssuers issuers;
    private final JudgeTally tally;
    private long lookedAt = Long.MIN_VALUE / 2;

    /** @param stage the judge, or what is around it */
    Judging(Stage<TokenEvent> stage, Judge judge, JudgeState state, CarriedIssuers issuers, JudgeTally tally) {
        this.stage = stage;
        this.judge = judge;
        this.state = state;
        this.issuers = issuers;
        this.tally = tally;
        carried().forEach(issuers::add);
    }

    @Override
    public void accept(List<? extends TokenEvent> batch) {
        for (TokenEvent event : batch) {
            if (event instanceof TokenEvent.Covered covered) {
                issuers.add(covered.mark().issuer());
            }
        }
        stage.accept(batch);
    }

    @Override
    public boolean work(int budget) {
        return stage.work(budget);
    }

    @Override
    public void tick(long wallClock) {
        stage.tick(wallClock);
        tally.tell();
        if (wallClock - lookedAt >= LOOK_AFTER) {
            lookedAt = wallClock;
            tally.levels(judge.pending(), state.ledger().size());
            tally.compare(this::carried);
        }
    }

    @Override
    public void sweep(int limit) {
        stage.sweep(limit);
    }

    private Set<String> carried() {
        Set<String> carried = new TreeSet<>();
        state.coverage().forEach((key, mark) -> carried.add(mark.issuer()));
        return carried;
    }
}
