package org.forgedtoken.detector.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.forgedtoken.detector.runtime.KafkaDetector;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The rights that the chart asks Strimzi for, on a broker that grants those alone: enough for all, and none too many. */
@ResourceLock("RecordingAuthorizer")
class ChartRightsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** What is done some seconds after all else: intermediate records are removed, a canary is planted. */
    private static final Set<AclOperation> LATE = EnumSet.of(AclOperation.DELETE, AclOperation.WRITE);

    private static final String VALUES = "{config: {canary.interval: 1s, notify.ops.url: 'https://events.example/',"
            + " evidence.topic: evidence},"
            + " strimzi: {user: {enabled: true}}}";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void theRightsAreEnoughAndNoneTooMany() throws Exception {
        List<AclBinding> rights = rights(Chart.OURS.render(VALUES).one("KafkaUser"));
        RecordingAuthorizer.forget();
        try (AuthorizedBroker broker = AuthorizedBroker.start();
                Admin admin = Admin.create(broker.admin());
                KafkaProducer<byte[], byte[]> feed =
                        new KafkaProducer<>(broker.admin(), new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(
                            List.of("access-log", "token-issuance", "signing-keys", "accounts", "detector-actions")
                                    .stream()
                                    .map(topic -> new NewTopic(topic, Optional.of(1), Optional.empty()))
                                    .toList())
                    .all()
                    .get();
            admin.createAcls(rights).all().get();
            try (KafkaDetector detector = start(broker)) {
                String uid = findsAForgery(detector, feed);
                await().atMost(PATIENCE).until(() -> acknowledge(detector, uid) == 202);
                await().atMost(PATIENCE)
                        .until(() -> rights.stream()
                                .filter(right -> LATE.contains(right.entry().operation()))
                                .allMatch(RecordingAuthorizer::wasNeeded));
            }
            admin.createPartitions(Map.of("access-log", NewPartitions.increaseTo(2)))
                    .all()
                    .get();
            try (KafkaDetector detector = start(broker)) {
                assertThat(detector.isRunning()).isTrue();
                // By this the liveness probe tells a thread that hangs.
                await().atMost(PATIENCE)
                        .until(() -> get(detector, "metrics")
                                .lines()
                                .anyMatch(line -> line.startsWith("kafka_consumer_last_poll_seconds_ago{")
                                        && line.contains("-StreamThread-1-consumer\"")));
                assertThat(get(detector, "health/live").strip()).isEqualTo("live");
            }
        }
        assertThat(RecordingAuthorizer.denied()).as("what it was refused").isEmpty();
        assertThat(rights.stream().filter(right -> !RecordingAuthorizer.wasNeeded(right)))
                .as("rights that nobody needs")
                .isEmpty();
    }

    private KafkaDetector start(AuthorizedBroker broker) throws Exception {
        Map<String, String> set = new HashMap<>();
        broker.detector().forEach((key, value) -> set.put("kafka." + key, value));
        set.put("kafka.state.dir", folder.resolve("state").toString());
        set.put("kafka.num.stream.threads", "1");
        set.put("kafka.repartition.purge.interval.ms", "1000");
        set.put("kafka.retry.backoff.ms", "10");
        set.put("http.port", "0");
        set.put("ledger.grace", "1s");
        set.put("clock.skew", "1s");
        set.put("canary.interval", "1s");
        set.put("metrics.kafka", "all");
        set.put("evidence.topic", "evidence");
        set.put("notify.ops.url", "http://127.0.0.1:9/");
        KafkaDetector detector =
                KafkaDetector.start(Settings.read(new Sources(Optional.empty(), Map.of(), set)), "test");
        detector.awaitRunning();
        return detector;
    }

    /** The uid of its alert, as the dashboard shows it. */
    private String findsAForgery(KafkaDetector detector, KafkaProducer<byte[], byte[]> feed) throws Exception {
        Instant since = Instant.now().minusSeconds(60);
        write(
                feed,
                "token-issuance",
                "{\"time\":\"%s\",\"issuer\":\"i\",\"token_id\":\"t\",\"account_id\":\"a\"}",
                since);
        write(feed, "access-log", "no record");
        write(
                feed,
                "access-log",
                "{\"time\":\"%s\",\"issuer\":\"i\",\"token_id\":\"forged\",\"account_id\":\"b\",\"issued_at\":\"%<s\","
                        + "\"authenticated\":true,\"signature_valid\":true,\"source_ip\":\"203.0.113.1\"}",
                since.plusSeconds(20));
        List<String> uid = new ArrayList<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(() -> {
            write(
                    feed,
                    "token-issuance",
                    "{\"time\":\"%s\",\"event\":\"heartbeat\",\"since\":\"" + since + "\"}",
                    Instant.now());
            for (JsonNode alert :
                    Chart.YAML.readTree(get(detector, "api/alerts")).path("alerts")) {
                if (alert.at("/finding_info/analytic/uid").asText().equals("token-never-issued")) {
                    uid.add(alert.at("/finding_info/uid").asText());
                }
            }
            return !uid.isEmpty();
        });
        return uid.get(0);
    }

    private int acknowledge(KafkaDetector detector, String uid) throws Exception {
        URI page = detector.address().resolve("api/actions");
        String body = "{\"uid\":\"" + uid + "\",\"action\":\"acknowledge\",\"by\":\"me\"}";
        HttpRequest request = HttpRequest.newBuilder(page)
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private String get(KafkaDetector detector, String page) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(detector.address().resolve(page)).build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private static void write(KafkaProducer<byte[], byte[]> feed, String topic, String form, Object... values)
            throws Exception {
        String text = String.format(Locale.ROOT, form, values);
        feed.send(new ProducerRecord<>(topic, 0, null, text.getBytes(StandardCharsets.UTF_8)))
                .get();
    }

    private static List<AclBinding> rights(JsonNode user) {
        List<AclBinding> rights = new ArrayList<>();
        for (JsonNode acl : user.at("/spec/authorization/acls")) {
            JsonNode resource = acl.path("resource");
            ResourcePattern pattern = new ResourcePattern(
                    ResourceType.valueOf(constant(resource.path("type").asText())),
                    resource.path("name").asText(),
                    resource.path("patternType").asText().equals("prefix")
                            ? PatternType.PREFIXED
                            : PatternType.LITERAL);
            for (JsonNode operation : acl.path("operations")) {
                rights.add(new AclBinding(
                        pattern,
                        new AccessControlEntry(
                                "User:" + AuthorizedBroker.DETECTOR,
                                "*",
                                AclOperation.valueOf(constant(operation.asText())),
                                AclPermissionType.ALLOW)));
            }
        }
        return rights;
    }

    /** {@code DescribeConfigs} as Kafka's constants are written. */
    private static String constant(String words) {
        return words.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }
}
