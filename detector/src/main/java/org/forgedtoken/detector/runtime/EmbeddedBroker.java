package org.forgedtoken.detector.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.concurrent.ThreadLocalRandom;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker, and its controller, in this process: on loopback, on ports that are free, in a folder that goes with
 * it. For the demo and for tests.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final ResourceBundle SETTINGS = ResourceBundle.getBundle("runtime.broker");
    private static final int TRIES = 3;
    private static final int PORTS = 20_000;
    /** Where Linux begins to give ports away. */
    private static final int EPHEMERAL = 32_768;

    private final Properties properties;
    private final TemporaryFolder folder;
    private final int port;
    private KafkaRaftServer server;

    private EmbeddedBroker(Properties properties, TemporaryFolder folder, int port) {
        this.properties = properties;
        this.server = server(properties);
        this.folder = folder;
        this.port = port;
    }

    /** A broker that answers, and lets everyone do everything. */
    public static EmbeddedBroker start() {
        return start(Map.of());
    }

    /**
     * A broker that answers.
     *
     * @param more broker settings, over its own; its listener is called {@code PLAINTEXT}
     */
    public static EmbeddedBroker start(Map<String, String> more) {
        for (int tried = 1; ; tried++) {
            try {
                return tryStart(more);
            } catch (RuntimeException e) {
                // Between finding a free port and taking it, somebody else may have.
                if (tried == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static EmbeddedBroker tryStart(Map<String, String> more) {
        TemporaryFolder temporary = TemporaryFolder.create("detector-broker-");
        Path folder = temporary.path();
        int port = freePort();
        int controllerPort = freePort();
        EmbeddedBroker broker;
        try {
            format(folder);
            Properties properties = properties(folder, port, controllerPort);
            properties.putAll(more);
            broker = new EmbeddedBroker(properties, temporary, port);
        } catch (Exception e) {
            temporary.close();
            throw new IllegalStateException("The embedded broker cannot be made: " + e.getMessage(), e);
        }
        try {
            broker.server.startup();
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
        return broker;
    }

    /** What to set as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Stops it and starts it again, on what it has written: nobody can reach it in between. */
    public void restart() {
        server.shutdown();
        server.awaitShutdown();
        server = server(properties);
        server.startup();
    }

    /** Makes topics of so many partitions. */
    public void create(int partitions, String... topics) {
        try (Cluster cluster = Cluster.at(Map.of("bootstrap.servers", bootstrapServers()))) {
            for (String topic : topics) {
                cluster.create(new NewTopic(topic, Optional.of(partitions), Optional.empty()));
            }
        }
    }

    /** Stops it and deletes what it has written. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        folder.close();
    }

    private static KafkaRaftServer server(Properties properties) {
        return new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    }

    private static void format(Path folder) throws Exception {
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(nowhere)
                    .setNodeId(1)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(folder.toString())
                    .addDirectory(folder.toString())
                    .run();
        }
    }

    private static Properties properties(Path folder, int port, int controllerPort) {
        Properties p = new Properties();
        SETTINGS.keySet().forEach(key -> p.setProperty(key, SETTINGS.getString(key)));
        p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        p.setProperty("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        p.setProperty("log.dirs", folder.toString());
        return p;
    }

    /**
     * Below those that systems give to whoever asks for any: a client that calls in vain while the broker restarts could be
     * given its very port.
     */
    static int freePort() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int tried = 1; ; tried++) {
            int port = ThreadLocalRandom.current().nextInt(PORTS, EPHEMERAL);
            try (ServerSocket free = new ServerSocket(port, 1, loopback)) {
                return free.getLocalPort();
            } catch (IOException e) {
                if (tried == 100) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
