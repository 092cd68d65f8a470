package org.forgedtoken.detector.chain;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.forgedtoken.detector.runtime.EmbeddedBroker;
import org.forgedtoken.detector.runtime.KafkaDetector;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;

/** All programs of the chain but those that look at it, on loopback, in one folder with all that they write. */
final class Chain implements AutoCloseable {
    private static final Path TEMPLATES = Path.of("src", "test", "resources", "chain");
    private static final Path LOG_SCRIPT = Path.of("..", "topology-docs", "guides", "mappings", "nginx-token-log.js");

    private final Path folder;
    private final IdentityProvider provider;
    private final Deque<Runnable> closing = new ArrayDeque<>();
    private final int gateway = Child.freePort();
    private final int service = Child.freePort();
    private EmbeddedBroker broker;
    private KafkaDetector detector;
    private Child nginx;

    private Chain(Path folder, IdentityProvider provider) {
        this.folder = folder;
        this.provider = provider;
    }

    /** Starts everything anew in this folder; what was installed there is kept. */
    static Chain start(Path folder, IdentityProvider provider) throws Exception {
        Chain chain = new Chain(folder, provider);
        try {
            chain.startAll();
            return chain;
        } catch (Exception | AssertionError e) {
            chain.close();
            throw e;
        }
    }

    private void startAll() throws Exception {
        clear();
        broker = EmbeddedBroker.start();
        atTheEnd(broker::close);
        // A heartbeat speaks for its own partition: a feed that has one needs no more of them.
        broker.create(1, "token-issuance", "detector-actions");
        broker.create(3, "access-log");

        Path properties = fill("detector.properties");
        Settings settings = Settings.read(new Sources(Optional.of(properties), Map.of(), Map.of()));
        detector = KafkaDetector.start(settings, "test");
        atTheEnd(detector::close);
        detector.awaitRunning();

        started(provider.start(folder));
        Files.createFile(folder.resolve("access.log"));
        fill("gate.js");
        Files.copy(LOG_SCRIPT, folder.resolve(LOG_SCRIPT.getFileName()));
        nginx = started(Child.start(
                        folder,
                        "nginx",
                        "nginx",
                        "-p",
                        folder.toString(),
                        "-c",
                        fill("nginx.conf").toString(),
                        "-e",
                        "stderr"))
                .listening(gateway);
        Files.createDirectories(folder.resolve("rsyslog"));
        started(Child.start(
                folder,
                "rsyslog",
                "rsyslogd",
                "-n",
                "-i",
                "NONE",
                "-f",
                fill("rsyslog.conf").toString()));
    }

    private void clear() throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> all = Files.list(folder)) {
            for (Path old : all.filter(one -> !one.endsWith("node_modules")).toList()) {
                try (Stream<Path> below = Files.walk(old)) {
                    for (Path one : below.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(one);
                    }
                }
            }
        }
    }

    /** A template with its blanks filled. */
    Path fill(String name) throws IOException {
        Map<String, String> blanks = Map.of(
                "@folder@", folder.toString(),
                "@kafka@", broker.bootstrapServers(),
                "@issuer@", provider.issuer(),
                "@jwks@", provider.jwks(),
                "@feed@", provider.feed(),
                "@format@", provider.format(),
                "@gateway@", String.valueOf(gateway),
                "@service@", String.valueOf(service),
                "@detector@", detector == null ? "" : detector.address().getAuthority());
        String text = Files.readString(TEMPLATES.resolve(name));
        for (Map.Entry<String, String> blank : blanks.entrySet()) {
            text = text.replace(blank.getKey(), blank.getValue());
        }
        return Files.writeString(folder.resolve(name), text);
    }

    /** Puts the access log aside and has nginx begin a new one, as a rotation does. */
    void rotateAccessLog() throws IOException, InterruptedException {
        Path log = folder.resolve("access.log");
        Files.move(log, folder.resolve("access.log.1"));
        Child.run(folder, Duration.ofSeconds(10), "rotate", "kill", "-USR1", String.valueOf(nginx.id()));
        await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(log));
    }

    /** How many requests nginx has logged. */
    int logged() throws IOException {
        return Files.readAllLines(folder.resolve("access.log")).size()
                + Files.readAllLines(folder.resolve("access.log.1")).size();
    }

    Gateway gateway() {
        return new Gateway(URI.create("http://127.0.0.1:" + gateway));
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    KafkaDetector detector() {
        return detector;
    }

    Path folder() {
        return folder;
    }

    /** Done when the chain is closed, the last first. */
    void atTheEnd(Runnable close) {
        closing.push(close);
    }

    private Child started(Child child) {
        atTheEnd(child::close);
        return child;
    }

    @Override
    public void close() {
        while (!closing.isEmpty()) {
            closing.pop().run();
        }
    }
}
