package org.forgedtoken.detector.topology;

import static org.apache.kafka.streams.kstream.Named.as;

import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.KStream;
import org.forgedtoken.detector.alert.Exceptions;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.reading.FeedFormats;
import org.forgedtoken.detector.reading.SignatureCheck;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.CanaryPolicy;
import org.forgedtoken.detector.step.GroupPolicy.Writing;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.JudgePolicy;
import org.forgedtoken.detector.step.TokenEvent;
import org.forgedtoken.detector.step.WatchAccountsPolicy;
import org.forgedtoken.detector.step.Write;
import org.forgedtoken.detector.step.Write.Destination;
import org.forgedtoken.detector.topology.codec.ForGroup;
import org.forgedtoken.detector.topology.codec.ForWatch;

/**
 * The flow: READ, JUDGE, GROUP, INCIDENTS, WRITE.
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
        String version)
        implements Supplier<Topology> {
    /** So many keys a task that nothing but good signatures vouch for have incidents of their own. */
    private static final long STRANGE_KEYS_MAX = 100;

    @Override
    public Topology get() {
        Topics topics = Topics.of(settings);
        FeedFormats formats = Policies.formats(settings);
        Supplier<Exceptions> exceptions = Policies.exceptions(settings, System::currentTimeMillis);
        CanaryPolicy canaries = Policies.canaries(settings);
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
        Memories.all().forEach(memory -> builder.addStateStore(memory.builder()));
        topics.blocklist().everywhere(builder, Memories.BLOCK_LIST);
        CompromisedKeys.everywhere(builder, topics.incidents());

        // One task reads the partitions of one number of all feeds, and so takes a backlog in the order of its times.
        KStream<byte[], byte[]> feeds =
                topics.access().stream(builder).merge(topics.issuance().stream(builder), as("feeds"));
        KStream<String, Object> read = with(
                        topics.actions(),
                        with(topics.accounts(), with(topics.keys(), feeds, builder), builder),
                        builder)
                .process(
                        () -> new ReadProcessor(settings, partitions, topics, inputs, formats, signatures, meters),
                        as("READ"),
                        stores("READ"));

        KStream<String, TokenEvent> tokenEvents = only(TokenEvent.class, read, "read-events")
                .repartition(topics.tokenEvents().repartitioned(partitions, Routing.tokenEvents(partitions)));
        KStream<String, ForGroup> readFindings = found(only(ForGroup.class, read, "read-found"), topics.readFindings());
        KStream<String, ForWatch> readAccounts = watched(
                only(ForAccounts.class, read, "read-for-accounts").mapValues(ForAccounts::message, as("read-accounts")),
                topics.readAccounts());

        KStream<String, Object> judged = tokenEvents.process(
                () -> new JudgeProcessor(partitions, judgePolicy(topics, formats), canaries, meters),
                as("JUDGE"),
                stores("JUDGE"));
        if (canaries.isOn()) {
            only(Planting.Canary.class, judged, "canaries")
                    .map((key, canary) -> KeyValue.pair(canary.key(), canary.value()), as("canary-records"))
                    .to(topics.access().name(), topics.access().produced().withName("to-access"));
        }
        KStream<String, ForGroup> findings = found(only(ForGroup.class, judged, "judged-found"), topics.findings());
        KStream<String, ForWatch> judgedAccounts = watched(
                only(ForAccounts.class, judged, "judged-for-accounts")
                        .mapValues(ForAccounts::message, as("for-accounts")),
                topics.watchAccounts());
        KStream<String, ForWatch> judgedSources = watched(
                only(ForSources.class, judged, "judged-for-sources").mapValues(ForSources::message, as("for-sources")),
                topics.watchSources());

        KStream<String, Object> accounts = judgedAccounts
                .merge(readAccounts, as("for-accounts-with-read"))
                .process(
                        () -> new WatchAccountsProcessor(watchAccountsPolicy(topics)),
                        as("WATCH-ACCOUNTS"),
                        stores("WATCH-ACCOUNTS"));
        KStream<String, ForGroup> accountFindings =
                found(only(ForGroup.class, accounts, "accounts-found"), topics.accountFindings());
        KStream<String, ForWatch> unknownAccounts =
                watched(only(ForWatch.class, accounts, "accounts-unknown"), topics.unknownAccounts());

        KStream<String, ForGroup> sourceFindings = found(
                judgedSources
                        .merge(unknownAccounts, as("for-sources-with-unknown"))
                        .process(
                                () -> new WatchSourcesProcessor(Policies.sources(settings)),
                                as("WATCH-SOURCES"),
                                stores("WATCH-SOURCES")),
                topics.sourceFindings());

        KStream<String, Object> grouped = findings.merge(readFindings, as("findings-with-read"))
                .merge(accountFindings, as("findings-with-accounts"))
                .merge(sourceFindings, as("all-findings"))
                .process(
                        () -> new GroupProcessor(
                                Policies.group(settings, exceptions, Writing.PROMPT, partitions), canaries),
                        as("GROUP"),
                        stores("GROUP"));

        KStream<String, Write.Output> incidents = only(IncidentEvent.class, grouped, "grouped-incidents")
                .repartition(topics.incidentEvents().repartitioned(1, Routing.one()))
                .process(
                        () -> new IncidentsProcessor(settings.alerts(), Policies.incidents(settings), incidentMeters()),
                        as("INCIDENTS"),
                        stores("INCIDENTS"))
                .process(() -> new WriteProcessor(new Write(version), meters), as("WRITE-INCIDENTS"));
        KStream<String, Write.Output> written = only(ForWrite.class, grouped, "grouped-alerts")
                .process(() -> new WriteProcessor(new Write(version), meters), as("WRITE"));

        to(Destination.INCIDENTS, topics.incidents(), incidents);
        to(Destination.ALERTS, topics.alerts(), incidents, "incidents-");
        to(Destination.ALERTS, topics.alerts(), written);
        to(Destination.BLOCKLIST, topics.blocklist(), written);
        to(Destination.BLOCKLIST, topics.blocklist(), incidents, "incidents-");
        to(Destination.DEAD_LETTERS, topics.deadLetters(), only(Write.Output.class, read, "read-rejected"));
        return builder.build();
    }

    /** What an optional topic that exists adds to the feeds. */
    private KStream<byte[], byte[]> with(
            Topic<byte[], byte[]> topic, KStream<byte[], byte[]> feeds, StreamsBuilder builder) {
        return inputs.exists(topic.name())
                ? feeds.merge(topic.stream(builder), as("feeds-with-" + topic.name()))
                : feeds;
    }

    private KStream<String, ForGroup> found(KStream<String, ForGroup> said, Topic<String, ForGroup> topic) {
        return said.repartition(topic.repartitioned(partitions, Routing.findings(partitions)));
    }

    private KStream<String, ForWatch> watched(KStream<String, ForWatch> said, Topic<String, ForWatch> topic) {
        return said.repartition(topic.repartitioned(partitions, Routing.watched(partitions)));
    }

    private WatchAccountsPolicy watchAccountsPolicy(Topics topics) {
        return Policies.watchAccounts(settings, inputs.exists(topics.accounts().name()));
    }

    private JudgePolicy judgePolicy(Topics topics, FeedFormats formats) {
        return Policies.judge(
                settings, formats, STRANGE_KEYS_MAX, inputs.exists(topics.keys().name()));
    }

    private static <T> KStream<String, T> only(Class<T> type, KStream<String, Object> said, String name) {
        return said.flatMapValues(
                message -> type.isInstance(message) ? List.of(type.cast(message)) : List.<T>of(), as(name));
    }

    private IncidentMeters incidentMeters() {
        return new IncidentMeters(meters, settings.incidents().reporting().keySet());
    }

    private static void to(Destination to, Topic<String, byte[]> topic, KStream<String, Write.Output> outputs) {
        to(to, topic, outputs, "");
    }

    /** @param what tells apart two streams that go to one topic */
    private static void to(
            Destination to, Topic<String, byte[]> topic, KStream<String, Write.Output> outputs, String what) {
        String name = topic.name();
        outputs.filter((key, output) -> output.to() == to, as(what + "for-" + name))
                .processValues(OutputHeaders::new, as(what + "bytes-for-" + name))
                .to(name, topic.produced().withName(what + "to-" + name));
    }

    private static String[] stores(String step) {
        return Memories.of(step).stream().map(Memory::name).toArray(String[]::new);
    }
}
