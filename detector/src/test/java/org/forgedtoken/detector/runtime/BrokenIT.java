package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.forgedtoken.detector.topology.Topics;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is around the detector breaks: it says what and where, and ends; once that is mended, its next start finds what was
 * used meanwhile, and nothing else.
 */
class BrokenIT {
    private static final Duration HELD = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private interface Play {
        void with(BrokenWorld world) throws Exception;
    }

    /** The detector runs and has found one forgery. */
    private void play(Play then) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BrokenWorld world = new BrokenWorld(broker.bootstrapServers(), folder)) {
            world.run();
            world.use("first");
            world.finds("first");
            then.with(world);
        }
    }

    private static void largest(BrokenWorld world, String topic, String bytes) throws Exception {
        ConfigResource at = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), OpType.SET);
        world.administer(admin ->
                admin.incrementalAlterConfigs(Map.of(at, List.of(set))).all().get());
    }

    private static void delete(BrokenWorld world, String topic) throws Exception {
        world.administer(admin -> admin.deleteTopics(List.of(topic)).all().get());
    }

    @Test
    void anOutputThatTakesNothing() throws Exception {
        play(world -> {
            String alerts = world.rig.topic("alerts");
            largest(world, alerts, "100");
            world.use("second");

            world.ends(alerts);
            largest(world, alerts, "1000000");
            world.run();
            world.finds("first", "second");
        });
    }

    /** What was in it is gone; what was not yet written is not. */
    @Test
    void anOutputThatIsDeleted() throws Exception {
        play(world -> {
            String alerts = world.rig.topic("alerts");
            delete(world, alerts);
            world.use("second");

            world.ends(alerts);
            world.run();
            world.finds("second");
        });
    }

    @Test
    void anInputThatIsDeleted() throws Exception {
        play(world -> {
            String issuance = world.rig.topic("issuance");
            delete(world, issuance);

            world.ends(issuance);
            world.detector().start();
            world.ends("'" + issuance + "' (topic.issuance) does not exist");
        });
    }

    @Test
    void aTopicOfItsOwnThatIsDeleted() throws Exception {
        play(world -> {
            String internal = world.rig.internal(Topics.TOKEN_EVENTS);
            delete(world, internal);

            world.ends("'" + internal + "' does not exist any more", "kafka.application.id");
        });
    }

    /** For longer than a session and a transaction last, nothing is answered. */
    @Test
    void aBrokerThatStandsStill() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start();
                BrokenWorld world = new BrokenWorld(broker.bootstrapServers(), folder)) {
            world.run();
            world.use("first");
            world.finds("first");
            world.use("second");
            broker.hold();
            long until = System.nanoTime() + HELD.toNanos();
            await().atMost(BrokenWorld.PATIENCE).until(() -> {
                // Who asks is answered all the same: what the detector knows it knows.
                assertThat(world.health("live")).isEqualTo(200);
                return System.nanoTime() > until;
            });
            broker.letGo();
            world.use("third");
            await().atMost(BrokenWorld.PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        world.detector().keepUp();
                        return world.rig.written("alerts").stream().anyMatch(alert -> alert.contains("\"third\""));
                    });
            world.finds("first", "second", "third");
        }
    }

    @Test
    @SuppressWarnings("try") // the broker is closed while the detector runs
    void aBrokerThatIsGone() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start();
                BrokenWorld world = new BrokenWorld(broker.bootstrapServers(), "broken", folder, Map.of())) {
            world.run();
            int before = world.detector().log().length();
            broker.close();
            await().atMost(BrokenWorld.PATIENCE).until(() -> world.health("ready") == 503);
            assertThat(world.health("live")).isEqualTo(200);
            assertThat(world.says("health/ready")).contains("no Kafka broker has answered for");
            assertThat(world.says("metrics")).contains("detector_ready 0");
            String said = world.detector().log().substring(before);
            assertThat(said.lines()).hasSize(1);
            assertThat(said).contains("could not be established");
        }
    }

    /** It works on without a disk, but does not start on a full one. Only root can mount a small one. */
    @Test
    @Tag("system")
    void aFullDisk() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        call("mount", "-t", "tmpfs", "-o", "size=32m", "none", disk.toString());
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BrokenWorld world = new BrokenWorld(broker.bootstrapServers(), folder)) {
            world.moveState(disk.resolve("state"));
            world.run();
            world.use("first");
            world.finds("first");
            Path filler = disk.resolve("filler");
            fill(filler);
            world.use("second");
            world.finds("first", "second");
            world.detector().kill();
            world.use("third");
            world.detector().start();

            world.ends(disk.toString());
            Files.delete(filler);
            world.run();
            world.finds("first", "second", "third");
            world.detector().kill();
        } finally {
            call("umount", "-l", disk.toString());
        }
    }

    private static void fill(Path file) throws IOException {
        byte[] some = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < 100_000; i++) {
                out.write(some);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
            return;
        }
        throw new AssertionError("The disk is not a small one.");
    }

    private static void call(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }
}
