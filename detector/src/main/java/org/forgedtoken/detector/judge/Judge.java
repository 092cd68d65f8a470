package org.forgedtoken.detector.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.coverage.CoverageMark;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.coverage.Positions;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.Counts;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.ForGroup;
import org.forgedtoken.detector.step.ForWatch;
import org.forgedtoken.detector.step.LookAhead;
import org.forgedtoken.detector.step.Pace;
import org.forgedtoken.detector.step.Stage;
import org.forgedtoken.detector.step.TokenEvent;
import org.jspecify.annotations.Nullable;

/**
 * JUDGE: holds the ledger and the tokens that wait, and is the only one that may say «forged». One instance judges one
 * partition of {@code token-events}. No clock: what it knows of time is what the marks say. Not thread-safe.
 */
public final class Judge implements Stage<TokenEvent> {
    /** So many sweeps visit all of a ledger, unless a sweep would take too long then. */
    private static final long SWEEPS = 300;

    private static final long MOST_SWEPT = 20_000;

    private final int partition;
    private final int partitions;
    private final JudgePolicy policy;
    private final JudgeState state;
    private final Witness out;
    private final Coverage coverage = new Coverage();
    private final Positions positions = new Positions();
    private final FeedMonitor monitor;
    private final KeyChecks keys;
    private final Docket docket;
    private final LiveTokens live;
    private final Pace looks = new Pace(1_000);
    private long toldReadTo = Times.UNKNOWN;

    /** Takes up the state as it was left. */
    public Judge(int partition, int partitions, JudgePolicy policy, JudgeState state, Emit out, Counts verdicts) {
        this.partition = partition;
        this.partitions = partitions;
        this.policy = policy;
        this.state = state;
        this.out = new Witness(out, verdicts);
        this.monitor = new FeedMonitor(policy, state.outages(), state.coverage(), this.out);
        state.coverage().forEach((key, mark) -> {
            positions.expect(Feed.ISSUANCE, mark.partitions());
            coverage.apply(mark);
        });
        state.positions().forEach((key, mark) -> positions.restore(mark));
        SigningKeys listed = new SigningKeys(state.keys());
        KeyIncidents incidents = new KeyIncidents(coverage, listed, policy.grace(), policy.strangeKeysMax());
        this.keys = new KeyChecks(partition, policy, state, listed, positions, incidents, this.out);
        this.docket = new Docket(partition, policy, state, coverage, positions, incidents, keys, this.out);
        this.live = new LiveTokens(policy.maxAge(), state.ledger());
        PositionMark reached = accessReadTo();
        if (reached != null) {
            tell(reached); // whoever had the task before may have read it and not told it
        }
    }

    @Override
    public void accept(List<? extends TokenEvent> batch) {
        inRuns(batch, this::gather);
        tell();
        state.ledger().flush();
    }

    /** Takes in each, plain uses that follow each other together. */
    private void inRuns(List<? extends TokenEvent> batch, Consumer<TokenEvent> take) {
        List<TokenEvent.PlainUsed> run = new ArrayList<>();
        LookAhead.each(batch, this::expect, event -> {
            if (event instanceof TokenEvent.PlainUsed use) {
                run.add(use);
            } else {
                end(run, take);
                take.accept(event);
            }
        });
        end(run, take);
    }

    private void end(List<TokenEvent.PlainUsed> run, Consumer<TokenEvent> take) {
        if (!run.isEmpty()) {
            docket.countOrdinary(TokenEvent.Plain.of(run), take);
            run.clear();
        }
    }

    /** The same judge, which tells what it finds event by event, and not of what came together in sum. */
    public Stage<TokenEvent> alone() {
        return new Stage<>() {
            @Override
            public void accept(List<? extends TokenEvent> batch) {
                inRuns(batch, Judge.this::accept);
            }

            @Override
            public boolean work(int budget) {
                return Judge.this.work(budget);
            }

            @Override
            public void sweep(int limit) {
                Judge.this.sweep(limit);
            }
        };
    }

    /** Takes in one event. */
    public void accept(TokenEvent event) {
        gather(event);
        tell();
        state.ledger().flush();
    }

    /** Looks ahead at events that come together, before any of them is taken in. */
    private void expect(List<? extends TokenEvent> events) {
        List<TokenKey> keys = new ArrayList<>(events.size());
        for (TokenEvent event : events) {
            if (event instanceof TokenEvent.OfToken token) {
                keys.add(token.key());
            }
        }
        state.ledger().expect(keys);
    }

    /** Takes in one of several events that come together; {@link #tell} must follow. */
    void gather(TokenEvent event) {
        if (!(event instanceof TokenEvent.Used)) {
            tell();
        }
        if (event instanceof TokenEvent.Used used) {
            used(used.key(), used.access());
        } else if (event instanceof TokenEvent.Plain plain) {
            docket.countOrdinary(plain, this::gather);
        } else if (event instanceof TokenEvent.WasIssued issued) {
            IssuedToken before = state.ledger().get(issued.key());
            IssuedToken now = (before == null ? IssuedToken.NONE : before)
                    .with(issued.key().kind(), issued.issuance());
            if (!now.equals(before)) {
                live.changed(before, now);
                state.ledger().put(issued.key(), now);
            }
            docket.issued(issued.key(), issued.claims().issuer(), now);
        } else if (event instanceof TokenEvent.WasRevoked revoked) {
            IssuedToken before = state.ledger().get(revoked.key());
            IssuedToken now = (before == null ? IssuedToken.NONE : before)
                    .revokedAt(revoked.revocation().time());
            live.changed(before, now);
            state.ledger().put(revoked.key(), now);
        } else {
            mark(event);
        }
    }

    /** Tells what the events that came together have in common; where a task dies between the two, all come again. */
    void tell() {
        docket.judgeRepeated();
    }

    /**
     * Judges some of what waits and can be judged by now, in the order of needed time and key.
     *
     * @return whether there is more to do
     */
    @Override
    public boolean work(int most) {
        tell();
        boolean more = docket.work(most);
        return keys.work(most) || more;
    }

    /**
     * Lets go what both feeds have been read past; visits about {@code limit} entries, and more of a large ledger: at a pace
     * of its own a large site would issue more tokens than are let go.
     */
    @Override
    public void sweep(int limit) {
        long past = positions.ofBoth();
        if (!Times.known(past) || past == PositionMark.END) {
            return;
        }
        int most = (int) Math.max(limit, Math.min(MOST_SWEPT, state.ledger().size() / SWEEPS));
        state.ledger().sweep(most, token -> docket.evicts(token, past));
        docket.sweep(limit, past - policy.settings().millis(Catalogue.BLOCK_MAX));
    }

    /** A feed that stands still is noticed even when nobody sends anything. */
    @Override
    public void tick(long now) {
        if (partition == 0 && looks.isDue(now)) {
            monitor.wallClock(now);
        }
    }

    /** How far this task has been told that the access feed was read; null where it has not heard of all its partitions. */
    public @Nullable PositionMark accessReadTo() {
        long position = positions.of(Feed.ACCESS);
        return Times.known(position) ? new PositionMark(Feed.ACCESS, partition, partitions, position) : null;
    }

    /** All that it speaks for has been sent. */
    private void tell(PositionMark mark) {
        out.to(Channel.FINDINGS, new ForGroup.ReadTo(mark));
        out.to(Channel.WATCH_ACCOUNTS, new ForWatch.ReadTo(mark));
        out.to(Channel.WATCH_SOURCES, new ForWatch.ReadTo(mark));
    }

    /** How many variants wait. */
    public int pending() {
        return docket.pending();
    }

    private void mark(TokenEvent event) {
        if (event instanceof TokenEvent.Covered covered) {
            covered(covered.mark());
        } else if (event instanceof TokenEvent.ReadTo readTo) {
            readTo(readTo.mark());
        } else if (event instanceof TokenEvent.KeyChanged changed) {
            keys.changed(changed.key());
        } else if (event instanceof TokenEvent.KeyGone gone) {
            keys.gone(gone);
        } else if (event instanceof TokenEvent.KeyRevoked revoked) {
            keys.revoked(revoked.revocation());
        } else if (event instanceof TokenEvent.Decided decided) {
            decided(decided.action());
        }
        keys.writeDown();
    }

    private void used(TokenKey key, AccessRecord use) {
        if (use.presentation().further()) {
            // its access was counted with the token before it, which mostly is an honest one: now it counts with this
            // one
            out.verdict(Verdict.ISSUED, -1);
        }
        keys.presented(key, use);
        IssuedToken entry = state.ledger().get(key);
        if (entry != null && entry.isIssued()) {
            docket.usedIssued(key, use, entry);
        } else {
            docket.usedAbsent(key, use, entry);
        }
    }

    /** Findings and alerts stay as they are: what changes is what a gateway is told, see {@link Decide}. */
    private void decided(AnalystAction action) {
        if (action.isOver()) {
            return;
        }
        if (action.isFalsePositive()) {
            state.falsePositives().put(action.uid(), action.until());
        } else if (action.kind() != AnalystAction.Kind.REPORTED) {
            state.falsePositives().remove(action.uid());
        }
    }

    private void covered(CoverageMark mark) {
        state.coverage().put(FeedMonitor.name(mark), mark);
        positions.expect(Feed.ISSUANCE, mark.partitions());
        boolean news = !coverage.carries(mark.issuer());
        Set<Long> holes = partition == 0 ? coverage.holes(mark.issuer()) : Set.of();
        boolean pastChanged = coverage.apply(mark) || news;
        if (partition == 0) {
            monitor.covered(mark);
        }
        if (pastChanged && !holes.isEmpty()) {
            holes.removeAll(coverage.holes(mark.issuer()));
            holes.forEach(since -> out.finding(new Finding.Filled(Accusations.holeKey(mark.issuer(), since))));
        }
        docket.schedule().covered(mark.issuer(), pastChanged);
    }

    private void readTo(PositionMark mark) {
        state.positions().put(mark.feed().label() + '|' + mark.partition(), mark);
        boolean whole = positions.isWhole(Feed.ISSUANCE);
        boolean wholeAnew = positions.isWholeAnew(Feed.ISSUANCE);
        positions.apply(mark);
        if (whole != positions.isWhole(Feed.ISSUANCE) || wholeAnew != positions.isWholeAnew(Feed.ISSUANCE)) {
            docket.schedule().issuanceIsWhole();
        }
        long access = positions.of(Feed.ACCESS);
        if (partition == 0 && mark.feed() == Feed.ACCESS) {
            monitor.accessReadTo(access);
        }
        docket.schedule().readOn(mark.feed());
        long issuance = positions.of(Feed.ISSUANCE);
        docket.readTo(issuance == PositionMark.END ? access : issuance);
        if (Times.known(access) && access != toldReadTo) {
            boolean last = access == PositionMark.END;
            if (!last || Times.known(toldReadTo)) {
                live.readTo(last ? toldReadTo : access, last, partition, out);
            }
            toldReadTo = access;
            tell(new PositionMark(Feed.ACCESS, partition, partitions, access));
        }
    }
}
