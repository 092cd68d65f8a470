package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.forgedtoken.detector.cli.DetectorCommand;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The evidence topic over a killed instance: each record once, in its order, signed; and what happens to who cuts it. */
@Order(1)
class EvidenceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private Map<String, String> set;
    private String said = "";

    @Test
    void aKilledInstanceRepeatsNothingAndDropsNothing() throws Exception {
        Path key = key("key.pem");
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Rig rig = new Rig(broker, "chained", folder)) {
            broker.create(1, rig.topic("actions"));
            // the settings of administrators are also those of whoever copies: a dead one is missed after ten seconds
            Map<String, String> more = Map.of(
                    "evidence.topic",
                    rig.topic("evidence"),
                    "evidence.key",
                    key.toString(),
                    "kafka.admin.session.timeout.ms",
                    "10000");
            set = rig.set("verify", more);
            try (Instance first = new Instance(rig.set("first", more), folder.resolve("first.log"));
                    Instance second = new Instance(rig.set("second", more), folder.resolve("second.log"))) {
                first.start();
                await().atMost(PATIENCE).until(() -> first.runs() > 0);
                second.start();
                await().atMost(PATIENCE).until(() -> second.runs() > 0);
                AtomicBoolean over = new AtomicBoolean();
                Thread writer = write(broker, rig, over);
                await().atMost(PATIENCE).until(() -> rig.written("evidence").size() > 500);

                first.kill();
                int then = rig.written("evidence").size();
                await().atMost(PATIENCE).until(() -> rig.written("evidence").size() > then + 2_000);
                over.set(true);
                writer.join();
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(copied(rig)).isEqualTo(written(rig)));
                assertThat(written(rig)).hasSize(1 + Rig.PARTITIONS);
                assertThat(verify()).as(said).isZero();
                assertThat(second.stop()).isZero();
            }
            assertThat(verify("--public-key", key.toString())).as(said).isZero();
            assertThat(said)
                    .contains("of 4 partitions", "Signed by the key that was given")
                    .doesNotContain("not signed");
            assertThat(verify("--public-key", key("another.pem").toString())).isOne();

            List<ConsumerRecord<byte[], byte[]>> all = rig.records("evidence");
            writeAnew(broker, rig, all.subList(0, all.size() - 1));
            assertThat(verify()).isOne();
            assertThat(said).contains("its end was cut");
            all.remove(300);
            writeAnew(broker, rig, all);
            assertThat(verify("--unsigned")).isOne();
            assertThat(said).contains(rig.topic("evidence") + ", offset ", "does not follow");
        }
    }

    private Path key(String name) throws Exception {
        byte[] der = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        Path file = Files.writeString(
                folder.resolve(name),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(der)
                        + "\n-----END PRIVATE KEY-----\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static Thread write(EmbeddedBroker broker, Rig rig, AtomicBoolean over) {
        Thread writer = new Thread(() -> {
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.bootstrapServers()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                for (int i = 0; !over.get(); i++) {
                    byte[] uid = ("uid" + i).getBytes(StandardCharsets.UTF_8);
                    byte[] value = ("{\"uid\":\"uid" + i + "\",\"action\":\"acknowledge\",\"by\":\"me\"}")
                            .getBytes(StandardCharsets.UTF_8);
                    send(producer, new ProducerRecord<>(rig.topic("alerts"), uid, i % 10 == 0 ? null : value));
                    send(producer, new ProducerRecord<>(rig.topic("actions"), uid, value));
                    LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                }
            }
        });
        writer.start();
        return writer;
    }

    /** What the sources hold, by partition. */
    private static Map<String, List<String>> written(Rig rig) {
        Map<String, List<String>> written = new TreeMap<>();
        Stream.of("alerts", "incidents", "actions")
                .flatMap(kind -> rig.records(kind).stream())
                .forEach(record -> written.computeIfAbsent(
                                record.topic() + ' ' + record.partition(), name -> new ArrayList<>())
                        .add(record.offset() + content(record)));
        return written;
    }

    /** What the evidence topic has of them, in its order. */
    private static Map<String, List<String>> copied(Rig rig) {
        Map<String, List<String>> copied = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : rig.records("evidence")) {
            String source = new String(record.headers().lastHeader("source").value(), StandardCharsets.UTF_8);
            String[] parts = source.split(" ");
            if (parts.length == 3) {
                copied.computeIfAbsent(parts[0] + ' ' + parts[1], name -> new ArrayList<>())
                        .add(parts[2] + content(record));
            }
        }
        return copied;
    }

    private static String content(ConsumerRecord<byte[], byte[]> record) {
        return ' '
                + new String(record.key(), StandardCharsets.UTF_8)
                + ' '
                + (record.value() == null ? "-" : new String(record.value(), StandardCharsets.UTF_8));
    }

    /** As whoever may delete the topic and write to it could. */
    private static void writeAnew(EmbeddedBroker broker, Rig rig, List<ConsumerRecord<byte[], byte[]>> records)
            throws Exception {
        Map<String, Object> client = new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
        try (Admin admin = Admin.create(client)) {
            admin.deleteTopics(List.of(rig.topic("evidence"))).all().get();
            await().atMost(PATIENCE)
                    .until(() -> !admin.listTopics().names().get().contains(rig.topic("evidence")));
        }
        broker.create(1, rig.topic("evidence"));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            records.forEach(record -> send(
                    producer, new ProducerRecord<>(record.topic(), 0, record.key(), record.value(), record.headers())));
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> unused = producer.send(record);
    }

    private int verify(String... more) {
        List<String> arguments = new ArrayList<>(List.of("verify", "--topic"));
        set.forEach((key, value) -> {
            if (!key.equals("evidence.key")) {
                arguments.addAll(List.of("--set", key + '=' + value));
            }
        });
        arguments.addAll(List.of(more));
        StringWriter told = new StringWriter();
        CommandLine line = DetectorCommand.commandLine()
                .setErr(new PrintWriter(told, true))
                .setOut(new PrintWriter(told, true));
        int code = line.execute(arguments.toArray(String[]::new));
        said = told.toString();
        return code;
    }
}
