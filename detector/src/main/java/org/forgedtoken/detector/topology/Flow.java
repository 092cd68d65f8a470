package org.forgedtoken.detector.topology;

import static org.apache.kafka.streams.kstream.Named.as;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.Stores;
import org.forgedtoken.detector.group.Write;
import org.forgedtoken.detector.group.Write.Destination;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.step.Canary;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.ForGroup;
import org.forgedtoken.detector.step.ForWatch;
import org.forgedtoken.detector.step.ForWrite;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.Memory;
import org.forgedtoken.detector.step.Stage;
import org.forgedtoken.detector.step.TokenEvent;
import org.forgedtoken.detector.topology.codec.TokenEventsCodec;
import org.forgedtoken.detector.topology.codec.WatchBatch;
import org.forgedtoken.detector.topology.store.LedgerStores;
import org.forgedtoken.detector.topology.store.StreamsStore;

/**
 * How the steps hang together: what each says goes, by a node of its own and through an internal topic where it changes its
 * key, to the step that it is for. Every node has a name of its own; a change of names is a change of the topology.
 *
 * @param partitions of the internal topics
 */
record Flow(StreamsBuilder builder, Topics topics, Inputs inputs, int partitions) {
    static final String READ_EVENTS = "read-events";
    /** There only where a feed is keyed by token: to JUDGE in the same task. */
    static final String READ_KEYED = "read-keyed";

    static final String READ_REJECTED = "read-rejected";
    private static final String READ_FOUND = "read-found";
    private static final String READ_FOR_ACCOUNTS = "read-for-accounts";
    private static final String JUDGED_FOUND = "judged-found";
    private static final String JUDGED_FOR_ACCOUNTS = "judged-for-accounts";
    private static final String JUDGED_FOR_SOURCES = "judged-for-sources";
    private static final String CANARIES = "canaries";
    private static final String ACCOUNTS_FOUND = "accounts-found";
    private static final String ACCOUNTS_UNKNOWN = "accounts-unknown";
    private static final String SOURCES_FOUND = "sources-found";
    private static final String GROUPED_ALERTS = "grouped-alerts";
    private static final String GROUPED_INCIDENTS = "grouped-incidents";
    private static final String WRITE_INCIDENTS = "WRITE-INCIDENTS";

    /** With everything that the steps remember, and what every instance keeps for {@link Queries}. */
    static Flow of(
            StreamsConfig config, Topics topics, Inputs inputs, int partitions, LedgerStores ledgers, Meters meters) {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
        for (Memory<?> memory : Memories.all()) {
            builder.addStateStore(
                    memory.equals(LedgerStores.LEDGER) ? ledgers.builder() : StreamsStore.builder(memory));
        }
        everywhere(builder, Memories.BLOCK_LIST, Serdes.Bytes(), topics.blocklist(), () -> new BlockEntries(meters));
        everywhere(builder, Memories.COMPROMISED_KEYS, Serdes.String(), topics.incidents(), CompromisedKeys::new);
        return new Flow(builder, topics, inputs, partitions);
    }

    /** Reads all of the topic before the instance begins to work. */
    static <K> void everywhere(
            StreamsBuilder builder,
            String store,
            Serde<K> keys,
            Topic<String, byte[]> topic,
            ProcessorSupplier<String, byte[], Void, Void> processor) {
        builder.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(store), keys, Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingDisabled(),
                topic.name(),
                Consumed.with(topic.keys(), topic.values()).withName(store),
                processor);
    }

    Topology build() {
        return builder.build();
    }

    /** What READ says that needs no more than its channel. */
    static TaskEmit ofRead(ProcessorContext<String, Object> context, int partitions) {
        return new TaskEmit(context, partitions, false)
                .way(Channel.FINDINGS, READ_FOUND)
                .packed(Channel.WATCH_ACCOUNTS, READ_FOR_ACCOUNTS);
    }

    /** One task reads the partitions of one number of all feeds, and so takes a backlog in the order of its times. */
    KStream<byte[], byte[]> feeds() {
        KStream<byte[], byte[]> feeds =
                topics.access().stream(builder).merge(topics.issuance().stream(builder), as("feeds"));
        for (Topic<byte[], byte[]> optional : List.of(topics.keys(), topics.accounts(), topics.actions())) {
            if (inputs.exists(optional.name())) {
                feeds = feeds.merge(optional.stream(builder), as("feeds-with-" + optional.name()));
            }
        }
        return feeds;
    }

    KStream<String, Object> read(ProcessorSupplier<byte[], byte[], String, Object> reader) {
        return process("READ", feeds(), reader);
    }

    /**
     * JUDGE.
     *
     * @param keyed whether records of a feed come to their judging task without a hop: READ and JUDGE then are one task
     */
    KStream<String, Object> judge(
            KStream<String, Object> read, boolean keyed, Stages stages, Function<Task, Stage<TokenEvent>> stage) {
        TokenEventsCodec codec = new TokenEventsCodec();
        Serde<List<TokenEvent>> values =
                Serdes.serdeFrom((topic, events) -> codec.bytes(events), (topic, bytes) -> codec.forJudge(bytes));
        KStream<String, List<TokenEvent>> hopped = Flow.<List<TokenEvent>>of(READ_EVENTS, read)
                .repartition(topics.tokenEvents()
                        .repartitioned(partitions, Routing.tokenEvents(partitions))
                        .withValueSerde(values));
        KStream<String, List<TokenEvent>> events =
                keyed ? Flow.<List<TokenEvent>>typed(read).merge(hopped, as(READ_KEYED)) : hopped;
        // where it is measured without WATCH, that is told nothing
        UnaryOperator<TaskEmit> toWatch = stages == Stages.WITHOUT_WATCH
                ? UnaryOperator.identity()
                : out -> out.packed(Channel.WATCH_ACCOUNTS, JUDGED_FOR_ACCOUNTS)
                        .packed(Channel.WATCH_SOURCES, JUDGED_FOR_SOURCES);
        return stage(
                "JUDGE",
                events,
                list -> list,
                stage,
                out -> toWatch.apply(out.way(Channel.FINDINGS, JUDGED_FOUND).way(Channel.CANARIES, CANARIES)));
    }

    KStream<String, Object> watchAccounts(
            KStream<String, Object> judged, KStream<String, Object> read, Function<Task, Stage<ForWatch>> stage) {
        KStream<String, WatchBatch> batches = watched(JUDGED_FOR_ACCOUNTS, judged, topics.watchAccounts())
                .merge(watched(READ_FOR_ACCOUNTS, read, topics.readAccounts()), as("for-accounts-with-read"));
        return stage(
                "WATCH-ACCOUNTS",
                batches,
                Flow::messages,
                stage,
                out -> out.way(Channel.FINDINGS, ACCOUNTS_FOUND).packed(Channel.WATCH_SOURCES, ACCOUNTS_UNKNOWN));
    }

    KStream<String, Object> watchSources(
            KStream<String, Object> judged, KStream<String, Object> accounts, Function<Task, Stage<ForWatch>> stage) {
        KStream<String, WatchBatch> batches = watched(JUDGED_FOR_SOURCES, judged, topics.watchSources())
                .merge(watched(ACCOUNTS_UNKNOWN, accounts, topics.unknownAccounts()), as("for-sources-with-unknown"));
        return stage("WATCH-SOURCES", batches, Flow::messages, stage, out -> out.way(Channel.FINDINGS, SOURCES_FOUND));
    }

    KStream<String, Object> group(
            KStream<String, Object> read,
            KStream<String, Object> judged,
            KStream<String, Object> accounts,
            KStream<String, Object> sources,
            Function<Task, Stage<ForGroup>> stage) {
        KStream<String, ForGroup> findings = found(JUDGED_FOUND, judged, topics.findings())
                .merge(found(READ_FOUND, read, topics.readFindings()), as("findings-with-read"))
                .merge(found(ACCOUNTS_FOUND, accounts, topics.accountFindings()), as("findings-with-accounts"))
                .merge(found(SOURCES_FOUND, sources, topics.sourceFindings()), as("all-findings"));
        return stage(
                "GROUP",
                findings,
                List::of,
                stage,
                out -> out.onward(Channel.OUTPUT, GROUPED_ALERTS).way(Channel.INCIDENT_EVENTS, GROUPED_INCIDENTS));
    }

    /** In one task: an incident's alerts are in all of them. */
    KStream<String, Object> incidents(KStream<String, Object> grouped, Function<Task, Stage<IncidentEvent>> stage) {
        KStream<String, IncidentEvent> events = Flow.<IncidentEvent>of(GROUPED_INCIDENTS, grouped)
                .repartition(topics.incidentEvents().repartitioned(1, Routing.one()));
        return stage("INCIDENTS", events, List::of, stage, out -> out.onward(Channel.OUTPUT, WRITE_INCIDENTS));
    }

    KStream<String, Write.Output> writeIncidents(
            KStream<String, Object> found, ProcessorSupplier<String, ForWrite, String, Write.Output> writer) {
        return Flow.<ForWrite>typed(found).process(writer, as(WRITE_INCIDENTS));
    }

    KStream<String, Write.Output> write(
            KStream<String, Object> grouped, ProcessorSupplier<String, ForWrite, String, Write.Output> writer) {
        return Flow.<ForWrite>of(GROUPED_ALERTS, grouped).process(writer, as("WRITE"));
    }

    KStream<String, Write.Output> deadLetters(KStream<String, Object> read) {
        return of(READ_REJECTED, read);
    }

    /** Back to the feed from which they are read as anybody's. */
    void canaries(KStream<String, Object> judged) {
        Flow.<Canary>of(CANARIES, judged)
                .map(
                        (key, canary) ->
                                KeyValue.pair(canary.key().text().getBytes(StandardCharsets.UTF_8), canary.access()),
                        as("canary-records"))
                .to(topics.access().name(), topics.access().produced().withName("to-access"));
    }

    /** @param what tells apart two streams that go to one topic */
    void write(Destination to, Topic<String, byte[]> topic, KStream<String, Write.Output> outputs, String what) {
        String name = topic.name();
        outputs.filter((key, output) -> output.to() == to, as(what + "for-" + name))
                .processValues(OutputHeaders::new, as(what + "bytes-for-" + name))
                .to(name, topic.produced().withName(what + "to-" + name));
    }

    /**
     * A step that is a stage.
     *
     * @param messages those of a record
     * @param ways where what it says goes
     */
    private <V, I> KStream<String, Object> stage(
            String name,
            KStream<String, V> in,
            Function<V, List<? extends I>> messages,
            Function<Task, Stage<I>> stage,
            UnaryOperator<TaskEmit> ways) {
        return process(
                name,
                in,
                () -> new StageProcessor<>(
                        context -> ways.apply(new TaskEmit(context, partitions, true)), stage, messages));
    }

    /** A step with its own stores. */
    private static <K, V> KStream<String, Object> process(
            String name, KStream<K, V> in, ProcessorSupplier<K, V, String, Object> processor) {
        String[] stores = Memories.of(name).stream().map(Memory::name).toArray(String[]::new);
        return in.process(processor, as(name), stores);
    }

    private KStream<String, ForGroup> found(String node, KStream<String, Object> said, Topic<String, ForGroup> topic) {
        return Flow.<ForGroup>of(node, said).repartition(topic.repartitioned(partitions, Routing.findings(partitions)));
    }

    private KStream<String, WatchBatch> watched(
            String node, KStream<String, Object> said, Topic<String, WatchBatch> topic) {
        return Flow.<WatchBatch>of(node, said)
                .repartition(topic.repartitioned(partitions, Routing.watched(partitions)));
    }

    private static List<? extends ForWatch> messages(WatchBatch batch) {
        if (batch instanceof WatchBatch.Pack pack) {
            return pack.accesses();
        }
        return batch instanceof WatchBatch.Messages read ? read.messages() : List.of();
    }

    /** What goes by this node from the step that said it. */
    private static <T> KStream<String, T> of(String node, KStream<String, Object> said) {
        return typed(said.filter((key, message) -> true, as(node)));
    }

    @SuppressWarnings("unchecked") // nothing else is forwarded to the node behind it
    private static <T> KStream<String, T> typed(KStream<String, Object> said) {
        return (KStream<String, T>) (KStream<String, ?>) said;
    }

    /** Takes an output apart into what Kafka calls value and headers. */
    private static final class OutputHeaders extends ContextualFixedKeyProcessor<String, Write.Output, byte[]> {
        @Override
        public void process(FixedKeyRecord<String, Write.Output> record) {
            Write.Output output = record.value();
            FixedKeyRecord<String, byte[]> bytes = record.withValue(output.value());
            output.headers().forEach((name, text) -> bytes.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
            context().forward(bytes);
        }
    }
}
