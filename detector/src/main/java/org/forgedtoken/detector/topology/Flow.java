package org.forgedtoken.detector.topology;

import static org.apache.kafka.streams.kstream.Named.as;

import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.TokenEvent;
import org.forgedtoken.detector.step.Write;
import org.forgedtoken.detector.step.Write.Destination;
import org.forgedtoken.detector.topology.codec.ForGroup;
import org.forgedtoken.detector.topology.codec.ForWatch;

/**
 * How the steps hang together: what each says goes, by its {@link Branch} and through an internal topic where it changes
 * its key, to the step that it is for. Every node has a name of its own; a change of names is a change of the topology.
 *
 * @param partitions of the internal topics
 */
record Flow(StreamsBuilder builder, Topics topics, Inputs inputs, int partitions) {

    /** With everything that the steps remember, and what every instance keeps for {@link Queries}. */
    static Flow of(
            StreamsConfig config, Topics topics, Inputs inputs, int partitions, LedgerStores ledgers, Meters meters) {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
        for (Remembered memory : Memories.all()) {
            builder.addStateStore(memory instanceof Memory<?> plain ? plain.builder() : ledgers.builder());
        }
        BlockEntries.everywhere(builder, topics.blocklist(), meters);
        CompromisedKeys.everywhere(builder, topics.incidents());
        return new Flow(builder, topics, inputs, partitions);
    }

    Topology build() {
        return builder.build();
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

    /** A step with its own stores. */
    <K, V, O> KStream<String, O> step(String name, KStream<K, V> in, ProcessorSupplier<K, V, String, O> processor) {
        String[] stores = Memories.of(name).stream().map(Remembered::name).toArray(String[]::new);
        return in.process(processor, as(name), stores);
    }

    /** @param keyed whether records of a feed come to their judging task without a hop: READ and JUDGE then are one task */
    KStream<String, List<TokenEvent>> tokenEvents(KStream<String, Object> read, boolean keyed) {
        KStream<String, List<TokenEvent>> events = Branch.READ_EVENTS
                .of(read)
                .repartition(topics.tokenEvents().repartitioned(partitions, Routing.tokenEvents(partitions)));
        return keyed ? Branch.READ_KEYED.of(read, events) : events;
    }

    /** Back to the feed from which they are read as anybody's. */
    void canaries(KStream<String, Object> judged) {
        Branch.CANARIES
                .of(judged)
                .map((key, canary) -> KeyValue.pair(canary.key(), canary.value()), as("canary-records"))
                .to(topics.access().name(), topics.access().produced().withName("to-access"));
    }

    KStream<String, ForWatch> forAccounts(KStream<String, Object> judged, KStream<String, Object> read) {
        KStream<String, ForWatch> ofJudge = watched(Branch.JUDGED_FOR_ACCOUNTS.of(judged), topics.watchAccounts());
        KStream<String, ForWatch> ofRead = watched(Branch.READ_FOR_ACCOUNTS.of(read), topics.readAccounts());
        return ofJudge.merge(ofRead, as("for-accounts-with-read"));
    }

    KStream<String, ForWatch> forSources(KStream<String, Object> judged, KStream<String, Object> accounts) {
        KStream<String, ForWatch> ofJudge = watched(Branch.JUDGED_FOR_SOURCES.of(judged), topics.watchSources());
        KStream<String, ForWatch> unknown = watched(Branch.ACCOUNTS_UNKNOWN.of(accounts), topics.unknownAccounts());
        return ofJudge.merge(unknown, as("for-sources-with-unknown"));
    }

    KStream<String, ForGroup> findings(
            KStream<String, Object> read,
            KStream<String, Object> judged,
            KStream<String, Object> accounts,
            KStream<String, ForGroup> sources) {
        KStream<String, ForGroup> ofRead = found(Branch.READ_FOUND.of(read), topics.readFindings());
        KStream<String, ForGroup> ofJudge = found(Branch.JUDGED_FOUND.of(judged), topics.findings());
        KStream<String, ForGroup> ofAccounts = found(Branch.ACCOUNTS_FOUND.of(accounts), topics.accountFindings());
        KStream<String, ForGroup> ofSources = found(sources, topics.sourceFindings());
        return ofJudge.merge(ofRead, as("findings-with-read"))
                .merge(ofAccounts, as("findings-with-accounts"))
                .merge(ofSources, as("all-findings"));
    }

    /** To one task: an incident's alerts are in all of them. */
    KStream<String, IncidentEvent> incidentEvents(KStream<String, Object> grouped) {
        return Branch.GROUPED_INCIDENTS
                .of(grouped)
                .repartition(topics.incidentEvents().repartitioned(1, Routing.one()));
    }

    KStream<String, ForWrite> alerts(KStream<String, Object> grouped) {
        return Branch.GROUPED_ALERTS.of(grouped);
    }

    KStream<String, Write.Output> deadLetters(KStream<String, Object> read) {
        return Branch.READ_REJECTED.of(read);
    }

    /** @param what tells apart two streams that go to one topic */
    void write(Destination to, Topic<String, byte[]> topic, KStream<String, Write.Output> outputs, String what) {
        String name = topic.name();
        outputs.filter((key, output) -> output.to() == to, as(what + "for-" + name))
                .processValues(OutputHeaders::new, as(what + "bytes-for-" + name))
                .to(name, topic.produced().withName(what + "to-" + name));
    }

    private KStream<String, ForGroup> found(KStream<String, ForGroup> said, Topic<String, ForGroup> topic) {
        return said.repartition(topic.repartitioned(partitions, Routing.findings(partitions)));
    }

    private KStream<String, ForWatch> watched(KStream<String, ForWatch> said, Topic<String, ForWatch> topic) {
        return said.repartition(topic.repartitioned(partitions, Routing.watched(partitions)));
    }
}
