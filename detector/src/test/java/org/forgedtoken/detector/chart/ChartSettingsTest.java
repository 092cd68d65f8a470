package org.forgedtoken.detector.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.reading.ExceptionsReader;
import org.forgedtoken.detector.runtime.StreamsDefaults;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Setting;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart hands to the detector, read by the detector. */
class ChartSettingsTest {
    private static final Set<String> NO_SETTINGS = Set.of("DETECTOR_LOG");
    private static final String LOGIN =
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"u\" password=\"a secret\";";

    @TempDir
    private Path folder;

    static Stream<Arguments> matrix() {
        return ChartManifestsTest.matrix();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("matrix")
    void theDetectorTakesWhatItIsGiven(String name, String values) throws IOException {
        Manifests manifests = Chart.OURS.render(values);
        Settings settings = read(manifests);
        assertThat(settings.get(Catalogue.HTTP_HOST)).isEqualTo("0.0.0.0");
        assertThat(settings.get(Catalogue.HTTP_PORT))
                .isEqualTo(manifests.container().at("/ports/0/containerPort").asInt());
        assertThat(settings.get(Catalogue.HTTP_TOKEN)).isPresent();
        Map<String, String> kafka = settings.kafka();
        assertThat(kafka).containsEntry("state.dir", "/var/lib/detector").containsEntry("group.instance.id", "pod-0");
        Properties properties = new Properties();
        properties.putAll(StreamsDefaults.of(settings));
        StreamsConfig config = new StreamsConfig(properties);
        assertThat(config.getInt(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG))
                .isLessThan(manifests.one("StatefulSet").at("/spec/replicas").asInt());
        assertThat(config.getMainConsumerConfigs("g", "c", 0))
                .containsEntry(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "pod-0-0")
                .containsEntry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "60000");
        assertThat(kafka.keySet()).allMatch(ChartSettingsTest::isKnownToKafka);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("matrix")
    void everyNameInTheEnvironmentIsASetting(String name, String values) {
        Set<String> known =
                Catalogue.all().stream().map(Setting::environmentName).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(NO_SETTINGS);
        for (JsonNode one : Chart.OURS.render(values).container().path("env")) {
            String variable = one.path("name").asText();
            if (variable.startsWith("DETECTOR_") && !variable.startsWith("DETECTOR_KAFKA_")) {
                assertThat(known).contains(variable);
            }
        }
    }

    @Test
    void everySettingArrivesAsItWasWritten() throws IOException {
        Settings settings = read(Chart.OURS.render(ChartMatrix.EVERYTHING));
        assertThat(settings.get(Catalogue.LEDGER_GRACE)).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.get(Catalogue.PENDING_MAX)).isEqualTo(2_000_000);
        assertThat(settings.get(Catalogue.JUDGE_PARTITIONS)).isEqualTo(Optional.of(12));
        assertThat(settings.get(Catalogue.BLOCK_KEYS)).isTrue();
        assertThat(settings.get(Catalogue.TOPIC_ALERTS)).isEqualTo("shop.alerts");
        assertThat(settings.each(Catalogue.TOKEN_IDENTITY).of("https://login.shop.example"))
                .isEqualTo(IdentityKind.DIGEST);
        assertThat(settings.get(Catalogue.ACCESS_PROTECTED_PATHS)).containsExactly("/api", "/v1");
        assertThat(settings.kafka())
                .containsEntry("application.id", "shop-detector")
                .containsEntry("bootstrap.servers", "kafka-0.kafka:9093,kafka-1.kafka:9094")
                .containsEntry("num.stream.threads", "4")
                .containsEntry("num.standby.replicas", "2")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("sasl.jaas.config", LOGIN)
                .containsEntry("ssl.keystore.password", "a secret")
                .containsEntry("ssl.truststore.location", "/etc/detector/kafka-ca/ca.crt")
                .containsEntry("ssl.keystore.location", "/etc/detector/kafka-client/client.p12")
                .containsEntry(
                        "application.server", "pod-0.shop-forged-token-detector-peers.security.svc.cluster.local:9090");
    }

    /** What the guide tells to write, with its blanks filled in. */
    @Test
    void theValuesOfTheGuideAreTaken() throws IOException {
        String guide = Files.readString(Path.of("..", "topology-docs", "guides", "kubernetes.md"));
        String values = guide.substring(guide.indexOf("# ours.yaml"));
        values = values.substring(0, values.indexOf("```"))
                .replace("REGISTRY", "registry")
                .replace("sha256:…", "sha256:" + "cd".repeat(32));
        Manifests manifests = Chart.OURS.render(values);
        assertThat(manifests.kinds()).contains("PodMonitor", "NetworkPolicy");
        assertThat(read(manifests).get(Catalogue.LEDGER_GRACE)).isEqualTo(Duration.ofMinutes(5));
    }

    /** A properties file has its own signs; none of them may change a key or a value, or begin another line. */
    @Test
    void signsOfAPropertiesFileArriveAsTheyAre() throws IOException {
        Manifests manifests = Chart.OURS.render("""
            config:
              access.issuer: " #a\\\\b=c: d!\\tz\\nhttp.host=evil\\r\\u2028é "
              "token.identity.urn:a b=c#d!\\\\e": digest
            """);
        Properties properties = new Properties();
        Path file = folder.resolve("detector.properties");
        Files.writeString(file, manifests.properties());
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        assertThat(properties)
                .containsEntry("access.issuer", " #a\\b=c: d!\tz\nhttp.host=evil\r\u2028é ")
                .containsEntry("token.identity.urn:a b=c#d!\\e", "digest")
                .containsEntry("http.host", "0.0.0.0");
    }

    @Test
    void exceptionsAreReadByTheirReader() throws IOException {
        Manifests manifests = Chart.OURS.render(ChartMatrix.EVERYTHING);
        Path file = folder.resolve("exceptions.jsonl");
        Files.writeString(
                file,
                manifests
                        .one("ConfigMap", "-exceptions")
                        .at("/data/exceptions.jsonl")
                        .asText());
        assertThat(ExceptionsReader.read(file).expected()).hasSize(2);
        assertThat(read(manifests).get(Catalogue.EXCEPTIONS_FILE))
                .contains(Path.of("/etc/detector/exceptions/exceptions.jsonl"));
    }

    private Settings read(Manifests manifests) throws IOException {
        Path file = folder.resolve("detector.properties");
        Files.writeString(file, manifests.properties());
        return Settings.read(new Sources(Optional.of(file), environment(manifests.container()), Map.of()));
    }

    /** As the kubelet would set it in the first pod, where every secret says "a secret", or what Kafka can read. */
    static Map<String, String> environment(JsonNode container) {
        Map<String, String> all = new LinkedHashMap<>();
        for (JsonNode one : container.path("env")) {
            String name = one.path("name").asText();
            String field = one.at("/valueFrom/fieldRef/fieldPath").asText();
            String value = one.path("value").asText();
            if (field.equals("metadata.name")) {
                value = "pod-0";
            } else if (field.equals("metadata.namespace")) {
                value = Chart.NAMESPACE;
            } else if (one.has("valueFrom")) {
                value = name.endsWith("_JAAS_CONFIG")
                        ? LOGIN
                        : name.startsWith("DETECTOR_KAFKA_") ? "a secret" : "a-secret-of-16-or-more";
            }
            for (Map.Entry<String, String> before : all.entrySet()) {
                value = value.replace("$(" + before.getKey() + ")", before.getValue());
            }
            all.put(name, value);
        }
        return all;
    }

    private static boolean isKnownToKafka(String key) {
        String bare = key.startsWith("consumer.") ? key.substring("consumer.".length()) : key;
        return StreamsConfig.configDef().names().contains(bare)
                || ConsumerConfig.configNames().contains(bare)
                || ProducerConfig.configNames().contains(bare)
                || AdminClientConfig.configNames().contains(bare);
    }
}
