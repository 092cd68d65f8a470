package org.forgedtoken.detector.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.forgedtoken.detector.alert.CanaryIds;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.feed.CarriedIssuers;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.rule.source.TrustClass;
import org.forgedtoken.detector.step.Canaries;
import org.forgedtoken.detector.step.CanaryPolicy;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.Judge;
import org.forgedtoken.detector.step.JudgePolicy;
import org.forgedtoken.detector.step.JudgeState;
import org.forgedtoken.detector.step.LookAhead;
import org.forgedtoken.detector.step.ToGroup;
import org.forgedtoken.detector.step.ToWatch;
import org.forgedtoken.detector.step.TokenEvent;
import org.forgedtoken.detector.step.Watched;
import org.forgedtoken.detector.topology.codec.ForGroup;
import org.forgedtoken.detector.topology.codec.ForWatch;
import org.jspecify.annotations.Nullable;

/** JUDGE, for one partition of token events. What a mark releases is judged in slices: a transaction has ten seconds. */
final class JudgeProcessor implements Processor<String, List<TokenEvent>, String, Object> {
    private static final Duration WAKE = Duration.ofMillis(100);
    private static final Duration KEEP = Duration.ofSeconds(1);
    private static final int SWEEP = 2_000;

    /**
     * Milliseconds for each partition between what GROUP and WATCH are told of how far accesses were read. Each task tells
     * every other: so their number grows with the partitions and not with their square.
     */
    private static final long TELL = 25;

    private final int partitions;
    private final JudgePolicy policy;
    private final String ownIssuer;
    private final boolean hasAccounts;
    private final CanaryPolicy canaryPolicy;
    private final CanaryIds canaryIds;
    private final CarriedIssuers issuers;
    private final LedgerStores ledgers;
    private final Stages stages;
    private final Meters meters;

    private @Nullable Judging judging;

    /** @param ownIssuer {@code access.issuer} */
    JudgeProcessor(
            int partitions,
            JudgePolicy policy,
            String ownIssuer,
            boolean hasAccounts,
            CanaryPolicy canaryPolicy,
            CanaryIds canaryIds,
            CarriedIssuers issuers,
            LedgerStores ledgers,
            Stages stages,
            Meters meters) {
        this.partitions = partitions;
        this.policy = policy;
        this.ownIssuer = ownIssuer;
        this.hasAccounts = hasAccounts;
        this.canaryPolicy = canaryPolicy;
        this.canaryIds = canaryIds;
        this.issuers = issuers;
        this.ledgers = ledgers;
        this.stages = stages;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        Judging opened = new Judging(context);
        context.schedule(WAKE, PunctuationType.WALL_CLOCK_TIME, now -> opened.wake());
        context.schedule(KEEP, PunctuationType.WALL_CLOCK_TIME, opened::keep);
        judging = opened;
    }

    @Override
    public void process(Record<String, List<TokenEvent>> record) {
        if (judging != null) {
            judging.accept(record.value());
        }
    }

    @Override
    public void close() {
        if (judging != null) {
            judging.close();
            judging = null;
        }
    }

    /** One task's judging, from the state as it was restored. */
    private final class Judging implements ToGroup, ToWatch {
        private final ProcessorContext<String, Object> context;
        private final List<StreamsStore<?>> stores = new ArrayList<>();
        private final PromptCommit commit;
        private final JudgeTally tally = new JudgeTally(meters, ownIssuer);
        private final WorkSlices slices = new WorkSlices();
        private final WatchPacks toAccounts;
        private final WatchPacks toSources;
        private final JudgeState state;
        private final Judge judge;
        private final @Nullable Canaries canaries;
        /** How far accesses were read; null before that is known. */
        private @Nullable PositionMark reached;
        /** As last told. */
        private @Nullable PositionMark told;

        private long toldAt = Long.MIN_VALUE / 2;
        /** Something was found since, of accesses that it speaks for: they had waited. */
        private boolean foundSince;

        Judging(ProcessorContext<String, Object> context) {
            this.context = context;
            this.commit = new PromptCommit(context);
            this.toSources = new WatchPacks(partitions, Watched::source, this::forSources);
            this.toAccounts = new WatchPacks(partitions, seen -> String.valueOf(seen.account()), this::forAccounts);
            this.state = new JudgeState(
                    ledgers.open(context),
                    open(Memories.PRESENTED),
                    open(Memories.COVERAGE),
                    open(Memories.POSITIONS),
                    open(Memories.HABITS),
                    open(Memories.ISSUERS),
                    open(Memories.OUTAGES),
                    open(Memories.KEYS),
                    open(Memories.KEY_USES),
                    open(Memories.FALSE_POSITIVES),
                    open(Memories.SECRETS));
            ToWatch watch = stages == Stages.ALL ? this : ToWatch.NOBODY;
            this.judge = new Judge(context.taskId().partition(), partitions, policy, state, this, watch, tally);
            state.coverage().forEach((name, mark) -> issuers.add(mark.issuer()));
            judge.wallClock(context.currentSystemTimeMs());
            // Whoever had the task before may have read it and not told it.
            this.reached = judge.accessReadTo();
            this.canaries = canaryPolicy.isOn() ? canaries() : null;
        }

        void accept(List<TokenEvent> events) {
            LookAhead.each(events, judge::expect, this::accept);
            judge.tell();
            commit.perhaps(context.currentSystemTimeMs());
        }

        private void accept(TokenEvent event) {
            if (canaries == null || !canaries.accept(event)) {
                judge.gather(event);
            }
            if (!(event instanceof TokenEvent.OfToken)) {
                slices.due();
            }
            if (event instanceof TokenEvent.Covered covered) {
                issuers.add(covered.mark().issuer());
            }
            slices.perhaps(judge);
        }

        void wake() {
            slices.due();
            slices.perhaps(judge);
            flush();
            long now = context.currentSystemTimeMs();
            if (reached != null && !reached.equals(told) && now - toldAt >= TELL * partitions) {
                toldAt = now;
                tell(reached);
            }
            tally.tell();
            if (canaries != null) {
                canaries.work();
            }
            commit.perhaps(now);
        }

        void keep(long now) {
            if (told != null && foundSince) {
                tellGroup(told);
            }
            judge.wallClock(now);
            judge.sweep(SWEEP);
            if (canaries != null) {
                canaries.wallClock(now);
            }
            tally.levels(judge.pending(), state.ledger().size());
            tally.compare(this::carried);
            commit.perhaps(now);
        }

        @Override
        public void finding(Finding finding) {
            ForGroup found = new ForGroup.Found(finding, context.currentSystemTimeMs());
            foundSince = true;
            Branch.JUDGED_FOUND.forward(context, Routing.of(finding.key()), found);
            commit.want();
        }

        @Override
        public void liveTokens(IncidentEvent.LiveTokens tokens) {
            String key = new IncidentKey.OfKey(tokens.issuer(), tokens.keyId()).uid();
            Branch.JUDGED_FOUND.forward(context, key, new ForGroup.ForIncidents(tokens));
        }

        @Override
        public void readTo(PositionMark mark) {
            reached = mark;
        }

        /** All that it speaks for has been sent. */
        private void tell(PositionMark mark) {
            tellGroup(mark);
            forAccounts(new ForWatch.ReadTo(mark));
            forSources(new ForWatch.ReadTo(mark));
        }

        /** Behind what was found: of accesses that had waited, GROUP puts right what it said of them only at a mark. */
        private void tellGroup(PositionMark mark) {
            told = mark;
            foundSince = false;
            Branch.JUDGED_FOUND.forward(context, Routing.MARK, new ForGroup.ReadTo(mark));
        }

        @Override
        public void watch(Watched seen) {
            toAccounts.add(hasAccounts ? seen : seen.counted());
            toSources.add(seen.trust() == TrustClass.ISSUED ? seen.withoutToken() : seen);
        }

        @Override
        public boolean looksUpAccounts() {
            return hasAccounts;
        }

        private void flush() {
            toAccounts.flush();
            toSources.flush();
        }

        private void forAccounts(ForWatch message) {
            Branch.JUDGED_FOR_ACCOUNTS.forward(context, Routing.MARK, message);
        }

        private void forSources(ForWatch message) {
            Branch.JUDGED_FOR_SOURCES.forward(context, Routing.MARK, message);
        }

        private Set<String> carried() {
            Set<String> issuers = new TreeSet<>();
            state.coverage().forEach((key, mark) -> issuers.add(mark.issuer()));
            return issuers;
        }

        void close() {
            tally.tell();
            tally.levels(0, 0);
            stores.forEach(StreamsStore::close);
        }

        private Canaries canaries() {
            int partition = context.taskId().partition();
            return new Canaries(
                    canaryPolicy,
                    partition,
                    partitions,
                    policy,
                    state,
                    open(Memories.CANARIES),
                    open(Memories.CANARIES_WAITING),
                    this,
                    new Planting(context, partition, partitions, canaryIds));
        }

        private <V> StreamsStore<V> open(Memory<V> memory) {
            StreamsStore<V> store = memory.open(context);
            stores.add(store);
            return store;
        }
    }
}
