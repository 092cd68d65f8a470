package org.forgedtoken.detector.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A replay of the topics' own history needs the right to read them, and no other. */
@ResourceLock("RecordingAuthorizer")
class HistoryRightsIT {
    private static final List<String> TOPICS = List.of("access-log", "token-issuance", "signing-keys", "accounts");

    @TempDir
    private Path folder;

    @Test
    void theRightToReadIsEnough() throws Exception {
        Instant time = Instant.now().minusSeconds(600);
        RecordingAuthorizer.forget();
        try (AuthorizedBroker broker = AuthorizedBroker.start();
                Admin admin = Admin.create(broker.admin());
                KafkaProducer<byte[], byte[]> feed =
                        new KafkaProducer<>(broker.admin(), new ByteArraySerializer(), new ByteArraySerializer())) {
            // One of the optional topics is not there: whoever may read it is told so.
            admin.createTopics(Stream.of("access-log", "token-issuance", "signing-keys")
                            .map(topic -> new NewTopic(topic, Optional.of(1), Optional.empty()))
                            .toList())
                    .all()
                    .get();
            String said = "{\"time\":\"" + time + "\",\"issuer\":\"i\",\"token_id\":\"t\"}";
            for (String topic : List.of("access-log", "token-issuance")) {
                feed.send(new ProducerRecord<>(topic, said.getBytes(StandardCharsets.UTF_8)))
                        .get();
            }
            StringWriter err = new StringWriter();
            assertThat(replay(broker, time, err)).isEqualTo(1);
            assertThat(err.toString()).contains("refuses: ", "A replay needs the right to read every input topic");

            RecordingAuthorizer.forget();
            admin.createAcls(TOPICS.stream().map(HistoryRightsIT::read).toList())
                    .all()
                    .get();
            err = new StringWriter();
            assertThat(replay(broker, time, err)).as(err.toString()).isZero();
            assertThat(err.toString()).contains("Read 1 accesses and 1 issuance records");
        }
        assertThat(RecordingAuthorizer.denied()).isEmpty();
    }

    private int replay(AuthorizedBroker broker, Instant time, StringWriter err) {
        List<String> arguments = new ArrayList<>(List.of(
                "replay",
                "--from",
                time.toString(),
                "--to",
                time.plusSeconds(1).toString(),
                "--out",
                folder.resolve("out").toString(),
                "--force"));
        broker.detector().forEach((key, value) -> arguments.addAll(List.of("--set", "kafka." + key + '=' + value)));
        return DetectorCommand.commandLine()
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    private static AclBinding read(String topic) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry(
                        "User:" + AuthorizedBroker.DETECTOR, "*", AclOperation.READ, AclPermissionType.ALLOW));
    }
}
