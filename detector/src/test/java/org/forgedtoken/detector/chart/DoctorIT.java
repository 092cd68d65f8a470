package org.forgedtoken.detector.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
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
import org.forgedtoken.detector.cli.DetectorCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code doctor} on a real broker that grants the right to read the inputs, and no other. */
@ResourceLock("RecordingAuthorizer")
class DoctorIT {
    private static final List<String> TOPICS = List.of("access-log", "token-issuance", "signing-keys", "accounts");
    private static final int PARTITIONS = 2;

    private String out = "";
    private String err = "";

    @Test
    void readsASampleAndLeavesNoTrace() throws Exception {
        try (AuthorizedBroker broker = AuthorizedBroker.start();
                Admin admin = Admin.create(broker.admin());
                KafkaProducer<byte[], byte[]> feed =
                        new KafkaProducer<>(broker.admin(), new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createAcls(TOPICS.stream().map(DoctorIT::read).toList()).all().get();
            RecordingAuthorizer.forget();
            create(admin, "access-log");
            assertThat(doctor(broker)).isEqualTo(1);
            assertThat(err).contains("The topic 'token-issuance' (topic.issuance) does not exist.");

            create(admin, "token-issuance");
            assertThat(doctor(broker)).isEqualTo(1);
            assertThat(out)
                    .contains("The access feed is empty.", "The issuance feed is empty.")
                    .contains("Verdict: nothing can be judged");

            Instant begin = Instant.now().minusSeconds(600);
            for (int i = 0; i < 300; i++) {
                Instant time = begin.plusSeconds(2L * i);
                String token = "\"time\":\"" + time + "\",\"issuer\":\"idp\",\"token_id\":\"t" + i + '"';
                send(feed, "token-issuance", "idp|t" + i, token);
                if (i >= 40) {
                    send(feed, "access-log", "idp|t" + i, token + ",\"issued_at\":\"" + time + "\",\"status\":200");
                }
            }
            send(feed, "access-log", "idp|x", "\"time\":\"" + begin + "\",\"issuer\":\"idp2\",\"token_id\":\"x\"");
            assertThat(doctor(broker)).as(err).isZero();
            assertThat(out)
                    .contains("261 records of 2 partitions (the last 12500 of each, and what came in 2s)")
                    .contains(
                            "\"idp2\" (0.4 % of the tokens in use) is not carried by the issuance feed: the nearest is"
                                    + " \"idp\"")
                    .contains("All 300 tokens of the issuance feed are the keys of their records")
                    .contains("issuance delay")
                    .contains("Verdict: 99.6 % of the tokens in use can be judged (260 of 261)")
                    .contains(" 260 are issued, 0 would be called never issued");
            assertThat(doctor(broker, "--set", "access.keyed=true")).isZero();
            assertThat(out).contains("A run would stop: The record in topic 'access-log'");

            assertThat(admin.listTopics().names().get()).isEqualTo(Set.of("access-log", "token-issuance"));
            assertThat(admin.listGroups().all().get()).isEmpty();
        }
        assertThat(RecordingAuthorizer.denied()).isEmpty();
    }

    private static void create(Admin admin, String topic) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())))
                .all()
                .get();
    }

    private static void send(KafkaProducer<byte[], byte[]> feed, String topic, String key, String members)
            throws ExecutionException, InterruptedException {
        feed.send(new ProducerRecord<>(
                        topic,
                        key.getBytes(StandardCharsets.UTF_8),
                        ('{' + members + '}').getBytes(StandardCharsets.UTF_8)))
                .get();
    }

    private int doctor(AuthorizedBroker broker, String... more) {
        List<String> arguments = new ArrayList<>(List.of("doctor", "--for", "2s"));
        broker.detector().forEach((key, value) -> arguments.addAll(List.of("--set", "kafka." + key + '=' + value)));
        arguments.addAll(Stream.of(more).toList());
        StringWriter written = new StringWriter();
        StringWriter told = new StringWriter();
        int code = DetectorCommand.commandLine()
                .setOut(new PrintWriter(written, true))
                .setErr(new PrintWriter(told, true))
                .execute(arguments.toArray(String[]::new));
        out = written.toString();
        err = told.toString();
        return code;
    }

    private static AclBinding read(String topic) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry(
                        "User:" + AuthorizedBroker.DETECTOR, "*", AclOperation.READ, AclPermissionType.ALLOW));
    }
}
