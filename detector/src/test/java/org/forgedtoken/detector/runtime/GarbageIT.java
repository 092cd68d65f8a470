package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.forgedtoken.detector.topology.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records that nobody should have written. In an input they are dead letters; in a topic of the detector's own they may stand
 * where an issuance was, and passing over them would make a forgery of an honest token: it ends, and names the place.
 */
@Order(1)
class GarbageIT {
    @TempDir
    Path folder;

    /** No other haste: a broker on a busy machine is not to be given up. */
    private static final Map<String, String> REJOINS_SOON =
            Map.of("kafka.consumer.session.timeout.ms", "6000", "kafka.consumer.heartbeat.interval.ms", "1000");

    private static EmbeddedBroker broker;

    private BrokenWorld world;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void begin() throws Exception {
        world = new BrokenWorld(broker.bootstrapServers(), folder.getFileName().toString(), folder, REJOINS_SOON);
        world.run();
        world.use("first");
        world.finds("first");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static byte[] garbage(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private void write(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (KafkaProducer<byte[], byte[]> stranger = world.stranger()) {
            stranger.send(record).get();
        }
    }

    @Test
    void whereRecordsAreKeyedByToken() throws Exception {
        String topic = world.rig.internal(Topics.TOKEN_EVENTS);
        write(new ProducerRecord<>(topic, 0, garbage(40), garbage(40)));

        world.ends(topic + "-0 at offset", "kafka.application.id");
    }

    @Test
    void whereFindingsAreGrouped() throws Exception {
        String topic = world.rig.internal("findings");
        write(new ProducerRecord<>(topic, 0, garbage(40), garbage(40)));

        world.ends(topic + "-0 at offset", "kafka.application.id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"judge-ledger", "judge-coverage"})
    void inAChangelogThatIsReadBack(String store) throws Exception {
        assertThat(world.detector().stop()).isZero();
        for (int partition = 0; partition < Rig.PARTITIONS; partition++) {
            write(new ProducerRecord<>(
                    world.rig.group() + '-' + store + "-changelog", partition, garbage(7), garbage(7)));
        }
        world.moveState(folder.resolve("other"));
        world.detector().start();

        world.endsAtLast("the changelog of " + store, "kafka.application.id");
    }

    @Test
    void inAnInputWithHeadersOfEveryKind() throws Exception {
        for (String topic : List.of("access", "issuance")) {
            for (int partition = 0; partition < Rig.PARTITIONS; partition++) {
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(world.rig.topic(topic), partition, garbage(1_000), garbage(1_000));
                for (int i = 0; i < 1_000; i++) {
                    record.headers().add(new RecordHeader("h" + i % 10, i % 3 == 0 ? null : garbage(i)));
                }
                write(record);
                write(new ProducerRecord<>(world.rig.topic(topic), partition, null, null));
            }
        }
        world.use("second");

        world.finds("first", "second");
        assertThat(world.health("live")).isEqualTo(200);
        await().atMost(BrokenWorld.PATIENCE)
                .untilAsserted(() ->
                        assertThat(world.rig.written("dead-letters")).hasSizeGreaterThanOrEqualTo(2 * Rig.PARTITIONS));
    }
}
