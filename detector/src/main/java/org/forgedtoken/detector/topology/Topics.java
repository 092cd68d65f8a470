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
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();
    private static final Serde<String> TEXT = Serdes.String();

    /** The topics under the names that the settings give them. */
    public static Topics of(Settings settings) {
        return new Topics(
                in(settings.get(Catalogue.TOPIC_ACCESS), "Access records: requests that presented a token."),
                in(
                        settings.get(Catalogue.TOPIC_ISSUANCE),
                        "Issuance, revocation and heartbeat records of the identity provider."),
                optional(
                        settings.get(Catalogue.TOPIC_KEYS),
                        "key id",
                        "The life of each signing key; a null value: the key is listed no more, that is, retired."),
                optional(
                        settings.get(Catalogue.TOPIC_ACCOUNTS),
                        "account id",
                        "The accounts that exist; a null value: the account is deleted."),
                optional(
                        settings.get(Catalogue.TOPIC_ACTIONS),
                        "alert or incident uid",
                        "What analysts decide: acknowledge, suppress, resolve, reopen, reported."),
                internal(
                        TOKEN_EVENTS,
                        "JUDGE",
                        "token key",
                        serde(new TokenEventsCodec()),
                        "What both feeds say of tokens, of each in one order, many in a record; marks go to every"
                                + " partition."),
                internal(
                        "read-findings",
                        "GROUP",
                        "alert uid, or rule",
                        serde(new RecordCodec<>(ForGroup.class)),
                        "What READ found and nobody can judge: unreadable tokens, bad signatures."),
                internal(
                        "findings",
                        "GROUP",
                        "alert uid, or rule",
                        serde(new RecordCodec<>(ForGroup.class)),
                        "What JUDGE found; marks go to every partition."),
                internal(
                        "read-accounts",
                        "WATCH-ACCOUNTS",
                        "account id; none: a pack knows its partition",
                        serde(new ForWatchCodec()),
                        "What READ says of accounts: their records, and requests without a token that name one."),
                internal(
                        "watch-accounts",
                        "WATCH-ACCOUNTS",
                        "none: a pack knows its partition",
                        serde(new ForWatchCodec()),
                        "Judged accesses, packed by the task that watches their account; marks go to every partition."),
                internal(
                        "account-findings",
                        "GROUP",
                        "alert uid, or rule",
                        serde(new RecordCodec<>(ForGroup.class)),
                        "What WATCH found of accounts."),
                internal(
                        "unknown-accounts",
                        "WATCH-SOURCES",
                        "source",
                        serde(new ForWatchCodec()),
                        "Uses of tokens for accounts that do not exist."),
                internal(
                        "watch-sources",
                        "WATCH-SOURCES",
                        "none: a pack knows its partition",
                        serde(new ForWatchCodec()),
                        "Judged accesses, packed by the task that watches their source; marks go to every partition."),
                internal(
                        "source-findings",
                        "GROUP",
                        "alert uid, or rule",
                        serde(new RecordCodec<>(ForGroup.class)),
                        "What WATCH found of sources."),
                internal(
                        "incident-events",
                        "INCIDENTS",
                        "always the same",
                        serde(new RecordCodec<>(IncidentEvent.class)),
                        "What incidents are made of; one partition, since alerts move from one to another."),
                out(
                        settings.get(Catalogue.TOPIC_ALERTS),
                        "WRITE",
                        "alert uid",
                        delete(settings.get(Catalogue.ALERTS_RETENTION)),
                        "Alerts: OCSF Detection Findings; and each change of an incident."),
                out(
                        settings.get(Catalogue.TOPIC_INCIDENTS),
                        "WRITE-INCIDENTS",
                        "incident uid",
                        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT),
                        "Incidents: OCSF Incident Findings, the newest record of each."),
                out(
                        settings.get(Catalogue.TOPIC_BLOCKLIST),
                        "WRITE",
                        "block-entry key",
                        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT),
                        "Tokens that gateways should refuse; a null value removes the entry."),
                out(
                        settings.get(Catalogue.TOPIC_DEAD_LETTERS),
                        "READ",
                        "as it came, tokens struck out",
                        delete(DEAD_LETTERS_RETENTION),
                        "Excerpts of records that could not be read; the headers tell why and where."));
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

    private static Topic<byte[], byte[]> in(String name, String sentence) {
        return new Topic<>(
                name,
                "READ",
                Way.IN,
                "any, or the block-entry key where it is keyed",
                BYTES,
                BYTES,
                Map.of(),
                sentence);
    }

    private static Topic<byte[], byte[]> optional(String name, String key, String sentence) {
        return new Topic<>(name, "READ", Way.OPTIONAL, key, BYTES, BYTES, Map.of(), sentence);
    }

    private static <V> Topic<String, V> internal(
            String name, String step, String key, Serde<V> values, String sentence) {
        return new Topic<>(name, step, Way.INTERNAL, key, TEXT, values, Map.of(), sentence);
    }

    private static Topic<String, byte[]> out(
            String name, String step, String key, Map<String, String> config, String sentence) {
        return new Topic<>(name, step, Way.OUT, key, TEXT, BYTES, config, sentence);
    }

    private static Map<String, String> delete(Duration retention) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(retention.toMillis()));
    }

    private static <T> Serde<T> serde(Codec<T> codec) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : codec.bytes(value),
                (topic, bytes) -> bytes == null ? null : codec.value(bytes));
    }
}
