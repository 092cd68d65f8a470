package org.forgedtoken.detector.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.streams.StreamsConfig;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.topology.store.DiskMemory;
import org.forgedtoken.detector.topology.store.ForeignRecords;

/** The Kafka settings with which the detector runs, unless {@code kafka.*} says otherwise. */
public final class StreamsDefaults {
    /** {@code application.id}: the group, and the beginning of every internal topic's name. */
    public static final String APPLICATION_ID = "forged-token-detector";

    private static final String BOOTSTRAP = "localhost:9092";
    private static final String CONSUMER = "consumer.";
    private static final String STATE_DIR = "detector-state";
    private static final String LARGEST_RECORD = Integer.toString(8 * 1024 * 1024);
    /** How settings begin that are for one kind of client alone. */
    private static final List<String> OTHERS = List.of(
            CONSUMER, "main.consumer.", "restore.consumer.", "global.consumer.", "producer.", "admin.", "topic.");

    private static final long LEAST_METADATA_AGE = 250;
    private static final long MOST_METADATA_AGE = 60_000;

    private StreamsDefaults() {}

    /**
     * Those settings, what the user gave under {@code kafka.} in their place where it was given.
     *
     * @throws StartRefused where a line to log in by cannot be read
     */
    public static Map<String, String> of(Settings settings) {
        settings.kafka().forEach(StreamsDefaults::checkLogin);
        Map<String, String> config = new LinkedHashMap<>();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, BOOTSTRAP);
        // Stable, so that a process that comes back fences its own dead producer instead of waiting for its end.
        config.put(StreamsConfig.STATE_DIR_CONFIG, STATE_DIR);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "1000");
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, Integer.toString(threads()));
        // Of batches and packs, of up to 256 KiB each. What lies between fetch and work is copied by each collection.
        config.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, "8");
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, "-1");
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, "0");
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, DiskMemory.class.getName());
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true");
        // Without this Kafka Streams warns at each start that the global store goes by another handler than the rest.
        config.put("processing.exception.handler.global.enabled", "true");
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, ForeignRecords.class.getName());
        config.put(StreamsConfig.METADATA_MAX_AGE_CONFIG, Long.toString(metadataAge(settings)));
        // A dead instance holds up what it left undone for so long.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), "10000");
        config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        // To compress a batch takes 128 KiB of buffers: of 16 KiB each, those were a third of all that was allocated.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), "65536");
        // A token that waits with many different uses is one record of several MB at the worst.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_RECORD);
        config.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), LARGEST_RECORD);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), "10000");
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), "2500");
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        config.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), "1000");
        config.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), "524288");
        Map<String, String> given = settings.kafka();
        config.keySet().removeIf(key -> isOverruled(key, given));
        config.putAll(given);
        return config;
    }

    /** What the user says for all clients wins over ours for clients of one kind; Kafka has it the other way round. */
    private static boolean isOverruled(String key, Map<String, String> given) {
        for (String prefix : OTHERS) {
            if (key.startsWith(prefix)) {
                String name = key.substring(prefix.length());
                boolean ofConsumers = prefix.endsWith("." + CONSUMER) && given.containsKey(CONSUMER + name);
                return ofConsumers || given.containsKey(name);
            }
        }
        return false;
    }

    /** Kafka reads it only later, and then names a part of it, which may be the password. */
    private static void checkLogin(String key, String line) {
        if (!key.endsWith(SaslConfigs.SASL_JAAS_CONFIG)) {
            return;
        }
        try {
            JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(line)));
        } catch (IllegalArgumentException e) {
            throw new StartRefused("kafka." + key
                    + " cannot be read; it must be 'MODULE required NAME=\"VALUE\" ... ;', each value in"
                    + " double quotes.");
        }
    }

    /** The settings of a consumer that reads the inputs as the detector's own do. */
    public static Map<String, Object> reader(Settings settings) {
        Map<String, String> config = of(settings);
        Map<String, Object> reader = new LinkedHashMap<>();
        config.forEach((key, value) -> {
            if (isForConsumers(key)) {
                reader.put(key, value);
            }
        });
        for (String prefix : List.of(StreamsConfig.consumerPrefix(""), StreamsConfig.mainConsumerPrefix(""))) {
            config.forEach((key, value) -> {
                if (key.startsWith(prefix)) {
                    reader.put(key.substring(prefix.length()), value);
                }
            });
        }
        return reader;
    }

    /** Whether it is a setting of every consumer, or of something of the user's own that consumers are set up with. */
    private static boolean isForConsumers(String key) {
        return ConsumerConfig.configNames().contains(key)
                || (OTHERS.stream().noneMatch(key::startsWith)
                        && !StreamsConfig.configDef().names().contains(key)
                        && !ProducerConfig.configNames().contains(key)
                        && !AdminClientConfig.configNames().contains(key));
    }

    /** The settings of a client that only looks: those that say how to reach the cluster. */
    public static Map<String, Object> client(Map<String, String> config) {
        Map<String, Object> client = new LinkedHashMap<>();
        config.forEach((key, value) -> {
            if (key.startsWith("bootstrap.")
                    || key.startsWith("security.")
                    || key.startsWith("ssl.")
                    || key.startsWith("sasl.")
                    || key.startsWith("client.dns")) {
                client.put(key, value);
            }
        });
        config.forEach((key, value) -> {
            if (key.startsWith("admin.")) {
                client.put(key.substring("admin.".length()), value);
            }
        });
        return client;
    }

    /** A new issuance partition must be seen before its siblings' marks pass its first records. */
    private static long metadataAge(Settings settings) {
        long quarter = settings.millis(Catalogue.LEDGER_GRACE) / 4;
        return Math.max(LEAST_METADATA_AGE, Math.min(MOST_METADATA_AGE, quarter));
    }

    private static int threads() {
        return Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
    }
}
