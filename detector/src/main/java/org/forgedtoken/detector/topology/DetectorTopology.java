package org.forgedtoken.detector.topology;

import java.util.function.Supplier;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.forgedtoken.detector.alert.Exceptions;
import org.forgedtoken.detector.feed.CarriedIssuers;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.reading.FeedFormats;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.CanaryPolicy;
import org.forgedtoken.detector.step.GroupPolicy.Writing;
import org.forgedtoken.detector.step.SourcePolicy;
import org.forgedtoken.detector.step.WatchAccountsPolicy;
import org.forgedtoken.detector.step.Write;
import org.forgedtoken.detector.step.Write.Destination;
import org.forgedtoken.detector.topology.codec.ForGroup;

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

    /** Parts of the heap: one for the rates of accounts, and one for each of the three kinds of sources. */
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
        FeedFormats formats = Policies.formats(settings);
        CanaryPolicy canaries = Policies.canaries(settings);
        CarriedIssuers carried = Policies.carriedIssuers(settings);
        Supplier<Exceptions> exceptions = Policies.exceptions(settings, System::currentTimeMillis);
        boolean hasKeys = inputs.exists(topics.keys().name());
        boolean hasAccounts = inputs.exists(topics.accounts().name());
        LedgerStores ledgers = new LedgerStores(settings.ledger().store());
        Flow flow = Flow.of(config, topics, inputs, partitions, ledgers, meters);

        KStream<String, Object> read = flow.step(
                "READ",
                flow.feeds(),
                () -> new ReadProcessor(settings, partitions, topics, inputs, formats, signatures, carried, meters));
        KStream<String, Object> judged = flow.step(
                "JUDGE",
                flow.tokenEvents(read, FeedKeys.of(settings, partitions).isAnyByToken()),
                () -> new JudgeProcessor(
                        partitions,
                        Policies.judge(settings, formats, STRANGE_KEYS_MAX, hasKeys),
                        settings.access().issuer(),
                        hasAccounts,
                        canaries,
                        Policies.canaryIds(settings),
                        carried,
                        ledgers,
                        stages,
                        meters));
        TaskMemory ofAccounts = TaskMemory.ofHeap(HEAP_OF_ACCOUNTS, WatchAccountsPolicy.HELD_BYTES);
        TaskMemory ofSources = TaskMemory.ofHeap(HEAP_OF_SHELF, SourcePolicy.SHELF_BYTES);
        KStream<String, Object> accounts = flow.step(
                "WATCH-ACCOUNTS",
                flow.forAccounts(judged, read),
                () -> new WatchAccountsProcessor(Policies.watchAccounts(settings, hasAccounts), ofAccounts));
        KStream<String, ForGroup> sources = flow.step(
                "WATCH-SOURCES",
                flow.forSources(judged, accounts),
                () -> new WatchSourcesProcessor(Policies.sources(settings), ofSources));
        KStream<String, Object> grouped = flow.step(
                "GROUP",
                flow.findings(read, judged, accounts, sources),
                () -> new GroupProcessor(Policies.group(settings, exceptions, Writing.PROMPT, partitions), canaries));
        KStream<String, ForWrite> found = flow.step(
                "INCIDENTS",
                flow.incidentEvents(grouped),
                () -> new IncidentsProcessor(settings.alerts(), Policies.incidents(settings), incidentMeters()));
        KStream<String, Write.Output> incidents = flow.step("WRITE-INCIDENTS", found, this::writer);
        KStream<String, Write.Output> alerts = flow.step("WRITE", flow.alerts(grouped), this::writer);

        flow.write(Destination.INCIDENTS, topics.incidents(), incidents, "");
        flow.write(Destination.ALERTS, topics.alerts(), incidents, "incidents-");
        flow.write(Destination.ALERTS, topics.alerts(), alerts, "");
        flow.write(Destination.BLOCKLIST, topics.blocklist(), alerts, "");
        flow.write(Destination.BLOCKLIST, topics.blocklist(), incidents, "incidents-");
        flow.write(Destination.DEAD_LETTERS, topics.deadLetters(), flow.deadLetters(read), "");
        if (canaries.isOn()) {
            flow.canaries(judged);
        }
        return flow.build();
    }

    private WriteProcessor writer() {
        return new WriteProcessor(new Write(version), meters);
    }

    private IncidentMeters incidentMeters() {
        return new IncidentMeters(meters, settings.incidents().reporting().keySet());
    }
}
