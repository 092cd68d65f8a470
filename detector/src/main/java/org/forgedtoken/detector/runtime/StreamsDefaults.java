package org.forgedtoken.detector.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.streams.StreamsConfig;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.topology.store.DiskMemory;
import org.forgedtoken.detector.topology.store.ForeignRecords;

/** The Kafka settings with which the detector runs, unless {@code kafka.*} says otherwise. */
public final class StreamsDefaults {
    private static final ResourceBundle DEFAULTS = ResourceBundle.getBundle("runtime.streams");
    private static final String CONSUMER = "consumer.";
    /** How settings begin that are for one kind of client alone. */
    private static final List<String> OTHERS = List.of(
            CONSUMER, "main.consumer.", "restore.consumer.", "global.consumer.", "producer.", "admin.", "topic.");

    private static final Pattern TO_REACH_IT = Pattern.compile("bootstrap\\.|security\\.|ssl\\.|sasl\\.|client\\.dns");

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
        DEFAULTS.keySet().forEach(key -> config.put(key, DEFAULTS.getString(key)));
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, Integer.toString(threads()));
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, DiskMemory.class.getName());
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, ForeignRecords.class.getName());
        config.put(StreamsConfig.METADATA_MAX_AGE_CONFIG, Long.toString(metadataAge(settings)));
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
        putWithout(CONSUMER, config, reader);
        putWithout("main.consumer.", config, reader);
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
            if (TO_REACH_IT.matcher(key).lookingAt()) {
                client.put(key, value);
            }
        });
        putWithout("admin.", config, client);
        return client;
    }

    private static void putWithout(String prefix, Map<String, String> config, Map<String, Object> client) {
        config.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                client.put(key.substring(prefix.length()), value);
            }
        });
    }

    /** The group, and the beginning of every internal topic's name. */
    public static String applicationId(Map<String, String> config) {
        return Objects.requireNonNull(config.get(StreamsConfig.APPLICATION_ID_CONFIG));
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
