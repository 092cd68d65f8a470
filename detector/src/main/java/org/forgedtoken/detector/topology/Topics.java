package org.forgedtoken.detector.topology;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.ForGroup;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.Memory;
import org.forgedtoken.detector.step.TokenEvent;
import org.forgedtoken.detector.topology.Topic.Way;
import org.forgedtoken.detector.topology.codec.Codec;
import org.forgedtoken.detector.topology.codec.ForWatchCodec;
import org.forgedtoken.detector.topology.codec.RecordCodec;
import org.forgedtoken.detector.topology.codec.TokenEventsCodec;
import org.forgedtoken.detector.topology.codec.WatchBatch;

/** Every topic once, in the order of the flow. */
public record Topics(
        Topic<byte[], byte[]> access,
        Topic<byte[], byte[]> issuance,
        Topic<byte[], byte[]> keys,
        Topic<byte[], byte[]> accounts,
        Topic<byte[], byte[]> actions,
        Topic<String, List<TokenEvent>> tokenEvents,
        Topic<String, ForGroup> readFindings,
        Topic<String, ForGroup> findings,
        Topic<String, WatchBatch> readAccounts,
        Topic<String, WatchBatch> watchAccounts,
        Topic<String, ForGroup> accountFindings,
        Topic<String, WatchBatch> unknownAccounts,
        Topic<String, WatchBatch> watchSources,
        Topic<String, ForGroup> sourceFindings,
        Topic<String, IncidentEvent> incidentEvents,
        Topic<String, byte[]> alerts,
        Topic<String, byte[]> incidents,
        Topic<String, byte[]> blocklist,
        Topic<String, byte[]> deadLetters) {

    /** The header of an issuance record that a backfill has written: it is native, and out of the feed's order. */
    public static final String BACKFILL = "backfill";

    /** Of what a store or an internal topic holds: a start that finds another is refused, since it would misread it. */
    static final int STATE_FORMAT = Codec.VERSION;

    /** The one internal topic whose name tells the format of all that the detector remembers. */
    public static final String TOKEN_EVENTS = "token-events-" + STATE_FORMAT;

    /** What Kafka Streams puts behind the name of an internal topic. */
    static final String REPARTITION = "-repartition";

    private static final Duration DEAD_LETTERS_RETENTION = Duration.ofDays(30);
    private static final Map<String, String> COMPACT =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();
    private static final Serde<String> TEXT = Serdes.String();

    /** The topics under the names that the settings give them. */
    public static Topics of(Settings settings) {
        return new Topics(
                in(settings.get(Catalogue.TOPIC_ACCESS)),
                in(settings.get(Catalogue.TOPIC_ISSUANCE)),
                optional(settings.get(Catalogue.TOPIC_KEYS)),
                optional(settings.get(Catalogue.TOPIC_ACCOUNTS)),
                optional(settings.get(Catalogue.TOPIC_ACTIONS)),
                internal(TOKEN_EVENTS, "JUDGE", new TokenEventsCodec()),
                internal("read-findings", "GROUP", new RecordCodec<>(ForGroup.class)),
                internal("findings", "GROUP", new RecordCodec<>(ForGroup.class)),
                internal("read-accounts", "WATCH-ACCOUNTS", new ForWatchCodec()),
                internal("watch-accounts", "WATCH-ACCOUNTS", new ForWatchCodec()),
                internal("account-findings", "GROUP", new RecordCodec<>(ForGroup.class)),
                internal("unknown-accounts", "WATCH-SOURCES", new ForWatchCodec()),
                internal("watch-sources", "WATCH-SOURCES", new ForWatchCodec()),
                internal("source-findings", "GROUP", new RecordCodec<>(ForGroup.class)),
                internal("incident-events", "INCIDENTS", new RecordCodec<>(IncidentEvent.class)),
                out(settings.get(Catalogue.TOPIC_ALERTS), "WRITE", delete(settings.get(Catalogue.ALERTS_RETENTION))),
                out(settings.get(Catalogue.TOPIC_INCIDENTS), "WRITE-INCIDENTS", COMPACT),
                out(settings.get(Catalogue.TOPIC_BLOCKLIST), "WRITE", COMPACT),
                out(settings.get(Catalogue.TOPIC_DEAD_LETTERS), "READ", delete(DEAD_LETTERS_RETENTION)));
    }

    /** All of them, in the order of the flow. */
    public List<Topic<?, ?>> all() {
        return List.of(
                access,
                issuance,
                keys,
                accounts,
                actions,
                tokenEvents,
                readFindings,
                findings,
                readAccounts,
                watchAccounts,
                accountFindings,
                unknownAccounts,
                watchSources,
                sourceFindings,
                incidentEvents,
                alerts,
                incidents,
                blocklist,
                deadLetters);
    }

    /** Those of one way, in the order of the flow. */
    public List<Topic<?, ?>> all(Way way) {
        return all().stream().filter(topic -> topic.way() == way).toList();
    }

    /** The full name of the topic in which Kafka Streams logs what is remembered. */
    public static String changelogName(String applicationId, Memory<?> memory) {
        return applicationId + '-' + memory.name() + "-changelog";
    }

    /** The full names of the topics that tell of other formats. */
    public static List<String> formerTokenEvents(String applicationId) {
        return Stream.concat(
                        Stream.of("token-events"),
                        IntStream.range(2, STATE_FORMAT).mapToObj(format -> "token-events-" + format))
                .map(name -> applicationId + '-' + name + REPARTITION)
                .toList();
    }

    /** The full name of an internal topic. */
    public static String internalName(String applicationId, Topic<?, ?> topic) {
        return applicationId + '-' + topic.name() + REPARTITION;
    }

    private static Topic<byte[], byte[]> in(String name) {
        return new Topic<>(name, "READ", Way.IN, BYTES, BYTES, Map.of());
    }

    private static Topic<byte[], byte[]> optional(String name) {
        return new Topic<>(name, "READ", Way.OPTIONAL, BYTES, BYTES, Map.of());
    }

    private static <V> Topic<String, V> internal(String name, String step, Codec<V> codec) {
        Serde<V> values = Serdes.serdeFrom(
                (topic, value) -> value == null ? null : codec.bytes(value),
                (topic, bytes) -> bytes == null ? null : codec.value(bytes));
        return new Topic<>(name, step, Way.INTERNAL, TEXT, values, Map.of());
    }

    private static Topic<String, byte[]> out(String name, String step, Map<String, String> config) {
        return new Topic<>(name, step, Way.OUT, TEXT, BYTES, config);
    }

    private static Map<String, String> delete(Duration retention) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(retention.toMillis()));
    }
}
