package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.forgedtoken.detector.cli.DetectorCommand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Kafka by TLS, with a certificate and a password on both sides; no password is ever shown. */
@Order(1)
class SecuredIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String WRONG = "hush-that-is-wrong";

    private static SecuredBroker broker;

    @TempDir
    private static Path keys;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        broker = SecuredBroker.start(keys);
        try (Admin admin = Admin.create(broker.admin())) {
            admin.createTopics(Stream.of("access-log", "token-issuance")
                            .map(topic -> new NewTopic(topic, Optional.of(1), Optional.empty()))
                            .toList())
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** The settings of an instance, as {@code --set} takes them. */
    private Map<String, String> set(Map<String, String> more) {
        Map<String, String> kafka = new TreeMap<>(broker.detector());
        kafka.putAll(more);
        Map<String, String> set = new TreeMap<>();
        kafka.forEach((key, value) -> set.put("kafka." + key, value));
        set.put("kafka.state.dir", folder.resolve("state").toString());
        set.put("kafka.num.stream.threads", "1");
        set.put("kafka.retry.backoff.ms", Rig.BACKOFF);
        set.put("http.port", "0");
        set.put("ledger.grace", "1s");
        set.put("clock.skew", "1s");
        return set;
    }

    private Instance instance(Map<String, String> more) {
        return new Instance(set(more), folder.resolve("detector.log"));
    }

    private static String get(Instance detector, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(detector.address().resolve(path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static void write(String topic, String members) throws Exception {
        try (KafkaProducer<byte[], byte[]> feed =
                new KafkaProducer<>(broker.admin(), new ByteArraySerializer(), new ByteArraySerializer())) {
            feed.send(new ProducerRecord<>(topic, ('{' + members + '}').getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    @Test
    void findsAForgery() throws Exception {
        // After whatever another test here has said was issued.
        Instant since = Instant.now().minusSeconds(10);
        String honest = Feeds.token("honest", "a", since);
        String forged = Feeds.token("forged", "b", since.plusSeconds(2));
        try (Instance detector = instance(Map.of())) {
            detector.start();
            await().atMost(PATIENCE).until(() -> detector.runs() > 0);
            write("token-issuance", "\"time\":\"" + since + "\",\"token\":\"" + honest + "\"");
            for (String token : List.of(honest, forged)) {
                write(
                        "access-log",
                        "\"time\":\"" + since.plusSeconds(5) + "\",\"status\":200,\"token\":\"" + token + "\"");
            }
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
                write(
                        "token-issuance",
                        "\"event\":\"heartbeat\",\"time\":\"" + Instant.now() + "\",\"since\":\"" + since + "\"");
                assertThat(get(detector, "api/alerts"))
                        .contains("token-never-issued", "\"forged\"")
                        .doesNotContain("\"honest\"");
            });
            assertThat(get(detector, "metrics")).doesNotContain("hush");
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(get(detector, "health/ready")).isEqualTo("running\n"));
            assertThat(detector.log()).doesNotContain("hush", "eyJ");
        }
    }

    static Stream<Arguments> wrong() {
        String login = SecuredBroker.login(SecuredBroker.PASSWORD);
        return Stream.of(
                Arguments.of(
                        "the password",
                        Map.of("sasl.jaas.config", SecuredBroker.login(WRONG)),
                        "refuses: Authentication failed"),
                Arguments.of(
                        "the broker's certificate",
                        Map.of("ssl.truststore.location", broker.certificate("stranger") + ""),
                        "refuses: SSL handshake failed: (certificate_unknown) PKIX path building failed"),
                Arguments.of(
                        "its own certificate",
                        Map.of("ssl.keystore.location", broker.key("stranger") + ""),
                        "refuses: "),
                Arguments.of(
                        "the password of its key",
                        Map.of("ssl.key.password", WRONG),
                        "The Kafka settings do not work: "),
                Arguments.of(
                        "no TLS at all",
                        Map.of("security.protocol", "SASL_PLAINTEXT"),
                        "No Kafka broker answers at " + broker.bootstrapServers()),
                Arguments.of(
                        "a password that is not quoted",
                        Map.of("sasl.jaas.config", login.replace('"' + SecuredBroker.PASSWORD + '"', "of=hush")),
                        "kafka.sasl.jaas.config cannot be read"),
                Arguments.of(
                        "the same of one client alone",
                        Map.of("main.consumer.sasl.jaas.config", login.replace("password=", "password ")),
                        "kafka.main.consumer.sasl.jaas.config cannot be read"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void wrong(String what, Map<String, String> settings, String said) throws Exception {
        try (Instance detector = instance(settings)) {
            detector.start();

            assertThat(detector.ended(PATIENCE)).as(what).isEqualTo(1);
            assertThat(detector.log()).contains("detector: ").contains(said).doesNotContain("hush");
        }
    }

    @Test
    void aPasswordThatIsChangedWhileItRunsEndsIt() throws Exception {
        try (Instance detector = instance(Map.of())) {
            detector.start();
            await().atMost(PATIENCE).until(() -> detector.runs() > 0);
            broker.password(WRONG);
            broker.restart();

            assertThat(detector.ended(PATIENCE)).isEqualTo(1);
            assertThat(detector.log())
                    .contains("detector: The detector failed: ")
                    .contains("Authentication failed")
                    .doesNotContain("hush");
        } finally {
            broker.password(SecuredBroker.PASSWORD);
        }
    }

    @Test
    void aReplayOfTheTopicsKeepsTheSecretsToItself() throws Exception {
        Instant time = Instant.now().minusSeconds(30);
        String token = Feeds.token("replayed", "a", time);
        for (String topic : List.of("token-issuance", "access-log")) {
            write(topic, "\"time\":\"" + time + "\",\"status\":200,\"token\":\"" + token + "\"");
        }
        List<String> arguments = new ArrayList<>(List.of("replay", "--partial", "--verbose"));
        arguments.addAll(List.of("--from", time.toString(), "--to", time.plusSeconds(1) + ""));
        arguments.addAll(List.of("--out", folder.resolve("out").toString()));
        set(Map.of()).forEach((key, value) -> arguments.addAll(List.of("--set", key + '=' + value)));
        StringWriter said = new StringWriter();
        int code = DetectorCommand.commandLine()
                .setErr(new PrintWriter(said, true))
                .setOut(new PrintWriter(said, true))
                .execute(arguments.toArray(String[]::new));

        assertThat(code).as(said.toString()).isZero();
        assertThat(said.toString()).doesNotContain("hush");
        assertThat(Files.readString(folder.resolve("out/manifest.json")))
                .contains("kafka.sasl.jaas.config", "kafka.ssl.key.password", "[hidden]")
                .doesNotContain("hush");
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            assertThat(files.toList())
                    .allSatisfy(file -> assertThat(Files.readString(file))
                            .as(file.toString())
                            .doesNotContain("hush"));
        }
    }
}
