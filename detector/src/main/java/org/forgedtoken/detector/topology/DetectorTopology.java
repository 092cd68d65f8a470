package org.forgedtoken.detector.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.forgedtoken.detector.alert.CanaryIds;
import org.forgedtoken.detector.alert.Exceptions;
import org.forgedtoken.detector.alert.IncidentKind;
import org.forgedtoken.detector.feed.CarriedIssuers;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.group.Group;
import org.forgedtoken.detector.group.GroupIncidents;
import org.forgedtoken.detector.group.GroupIncidents.Levels;
import org.forgedtoken.detector.group.GroupPolicy;
import org.forgedtoken.detector.group.GroupPolicy.IncidentPolicy;
import org.forgedtoken.detector.group.GroupPolicy.Writing;
import org.forgedtoken.detector.group.Write;
import org.forgedtoken.detector.group.Write.Destination;
import org.forgedtoken.detector.judge.Canaries;
import org.forgedtoken.detector.judge.Judge;
import org.forgedtoken.detector.judge.JudgePolicy;
import org.forgedtoken.detector.judge.JudgeState;
import org.forgedtoken.detector.mapping.MappedFormat;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.ocsf.Links;
import org.forgedtoken.detector.reading.FeedFormats;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Secret;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.Stage;
import org.forgedtoken.detector.step.TokenEvent;
import org.forgedtoken.detector.topology.store.LedgerStores;
import org.forgedtoken.detector.watch.SourcesState;
import org.forgedtoken.detector.watch.WatchAccounts;
import org.forgedtoken.detector.watch.WatchAccountsState;
import org.forgedtoken.detector.watch.WatchSources;

/**
 * The flow: READ, JUDGE, WATCH, GROUP, INCIDENTS, WRITE.
 *
 * @param partitions of the internal topics: as many tasks judge and group
 */
public record DetectorTopology(
        Settings settings,
        StreamsConfig config,
        int partitions,
        Inputs inputs,
        SignatureCheck signatures,
        Meters meters,
        String version,
        Stages stages)
        implements Supplier<Topology> {
    /** So many keys a task that nothing but good signatures vouch for have incidents of their own. */
    private static final long STRANGE_KEYS_MAX = 100;

    /** Parts of the heap: one for the rates of accounts, and one for each of the shelves of sources. */
    private static final int HEAP_OF_ACCOUNTS = 4;

    private static final int HEAP_OF_SHELF = 10;

    /** With all stages. */
    public DetectorTopology(
            Settings settings,
            StreamsConfig config,
            int partitions,
            Inputs inputs,
            SignatureCheck signatures,
            Meters meters,
            String version) {
        this(settings, config, partitions, inputs, signatures, meters, version, Stages.ALL);
    }

    @Override
    public Topology get() {
        Topics topics = Topics.of(settings);
        FeedFormats formats = MappedFormat.ofFeeds(settings);
        CarriedIssuers carried = new CarriedIssuers(settings.issuerUnlessSet());
        Supplier<Exceptions> exceptions = ExceptionsFile.of(settings, System::currentTimeMillis);
        boolean hasKeys = inputs.exists(topics.keys().name());
        boolean hasAccounts = inputs.exists(topics.accounts().name());
        LedgerStores ledgers = new LedgerStores(settings.get(Catalogue.LEDGER_ON_DISK));
        Flow flow = Flow.of(config, topics, inputs, partitions, ledgers, meters);

        KStream<String, Object> read = flow.read(
                () -> new ReadProcessor(settings, partitions, topics, inputs, formats, signatures, carried, meters));
        JudgePolicy judging =
                new JudgePolicy(settings, formats.issuance().kinds(), hasKeys, hasAccounts, STRANGE_KEYS_MAX);
        KStream<String, Object> judged = flow.judge(
                read,
                FeedKeys.of(settings, partitions).isAnyByToken(),
                stages,
                task -> judge(task, judging, ledgers, carried));
        TaskMemory ofAccounts = TaskMemory.ofHeap(HEAP_OF_ACCOUNTS, WatchAccounts.HELD_BYTES);
        KStream<String, Object> accounts = flow.watchAccounts(
                judged,
                read,
                task -> new WatchAccounts(
                        settings, hasAccounts, ofAccounts, WatchAccountsState.of(ofAccounts.of(task)), task.out()));
        TaskMemory ofSources = TaskMemory.ofHeap(HEAP_OF_SHELF, WatchSources.SHELF_BYTES);
        KStream<String, Object> sources = flow.watchSources(
                judged,
                accounts,
                task -> new WatchSources(settings, ofSources, SourcesState.of(ofSources.of(task)), task.out()));
        GroupPolicy grouping = new GroupPolicy(settings, partitions, exceptions, Writing.PROMPT);
        KStream<String, Object> grouped = flow.group(
                read, judged, accounts, sources, task -> new Group(task.number(), grouping, task, task.out()));
        KStream<String, Object> found = flow.incidents(grouped, this::incidents);
        KStream<String, Write.Output> incidents = flow.writeIncidents(found, this::writer);
        KStream<String, Write.Output> alerts = flow.write(grouped, this::writer);

        flow.write(Destination.INCIDENTS, topics.incidents(), incidents, "");
        flow.write(Destination.ALERTS, topics.alerts(), incidents, "incidents-");
        flow.write(Destination.ALERTS, topics.alerts(), alerts, "");
        flow.write(Destination.BLOCKLIST, topics.blocklist(), alerts, "");
        flow.write(Destination.BLOCKLIST, topics.blocklist(), incidents, "incidents-");
        flow.write(Destination.DEAD_LETTERS, topics.deadLetters(), flow.deadLetters(read), "");
        if (hasCanaries()) {
            flow.canaries(judged);
        }
        return flow.build();
    }

    private Stage<TokenEvent> judge(Task task, JudgePolicy policy, LedgerStores ledgers, CarriedIssuers carried) {
        JudgeTally tally = new JudgeTally(meters, settings.get(Catalogue.ACCESS_ISSUER));
        task.atClose(tally::close);
        JudgeState state = JudgeState.of(ledgers.open(task.context()), task);
        Judge judge = new Judge(task.number(), partitions, policy, state, task.out(), tally);
        Stage<TokenEvent> stage = !hasCanaries()
                ? judge
                : new Canaries(
                        task.number(),
                        partitions,
                        policy,
                        state,
                        task.of(JudgeState.CANARIES),
                        task.of(JudgeState.CANARIES_WAITING),
                        judge,
                        key -> Routing.partition(key.text(), partitions) == task.number(),
                        new CanaryIds(settings.get(Catalogue.CANARY_SECRET)
                                .map(Secret::reveal)
                                .orElse(null))::next,
                        task.out());
        return new Judging(stage, judge, state, carried, tally);
    }

    private boolean hasCanaries() {
        return !settings.get(Catalogue.CANARY_INTERVAL).isZero();
    }

    private Stage<IncidentEvent> incidents(Task task) {
        IncidentMeters open = new IncidentMeters(
                meters, settings.get(Catalogue.INCIDENT_REPORTING).keySet());
        GroupIncidents incidents =
                new GroupIncidents(new IncidentPolicy(settings, Writing.PROMPT, Times.UNKNOWN), task, task.out());
        task.atTick(() -> open.levels(incidents.levels()));
        task.atClose(open::none);
        return incidents;
    }

    private WriteProcessor writer() {
        return new WriteProcessor(new Write(version, Links.of(settings)), meters);
    }

    /** JUDGE in the service: what it counts shows in meters, and READ learns from it which issuers the feed carries. */
    private static final class Judging implements Stage<TokenEvent> {
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

    /** What meters say of the incidents that stand open, in the process that has them. */
    private static final class IncidentMeters {
        private static final Levels NONE = new Levels(Map.of(), new TreeMap<>());

        private final Meters meters;
        private final Iterable<String> regimes;
        private final Map<String, Long> shown = new HashMap<>();

        IncidentMeters(Meters meters, Iterable<String> regimes) {
            this.meters = meters;
            this.regimes = regimes;
        }

        void levels(Levels now) {
            for (IncidentKind kind : IncidentKind.values()) {
                long open = now.open().getOrDefault(kind, 0L);
                meters.level(Meter.OPEN_INCIDENTS, kind.label()).add(open - show(kind.label(), open));
            }
            for (String regime : regimes) {
                long due = now.deadlines().getOrDefault(regime, 0L) / 1_000;
                meters.level(Meter.INCIDENT_DEADLINE, regime).add(due - show('=' + regime, due));
            }
        }

        /** The incidents are elsewhere now. */
        void none() {
            levels(NONE);
        }

        private long show(String name, long value) {
            Long before = shown.put(name, value);
            return before == null ? 0 : before;
        }
    }
}
