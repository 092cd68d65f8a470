package org.forgedtoken.detector.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.forgedtoken.detector.demo.Timing;
import org.forgedtoken.detector.demo.TrafficPlan;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.runtime.EmbeddedBroker;
import org.forgedtoken.detector.runtime.KafkaDetector;
import org.forgedtoken.detector.runtime.TemporaryFolder;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Durations;
import org.forgedtoken.detector.settings.Setting;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.topology.NamedFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything, from nothing: a broker, live traffic with an attack in it, and the detector on it. */
@Command(name = "demo")
final class DemoCommand extends Action.WithSettings {
    static final int PARTITIONS = 3;

    /** Read by {@code log4j2.xml}. */
    static final String KAFKA_LOG_LEVEL = "detector.log.kafka";

    /** What is told of the settings that the demo has of its own. */
    private static final List<Setting<Duration>> QUICK = List.of(
            Catalogue.LEDGER_GRACE,
            Catalogue.CLOCK_SKEW,
            Catalogue.REVOCATION_GRACE,
            Catalogue.LEDGER_HOLE_WAIT,
            Catalogue.ACCOUNT_GRACE);

    private static final int USUAL_PORT = 8080;
    private static final Duration SHORTEST = Duration.ofSeconds(30);

    @Option(names = "--for", paramLabel = "D")
    private @Nullable Duration length;

    @Option(names = "--rate", paramLabel = "R", defaultValue = "300")
    private double rate;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
    private long seed;

    @Option(names = "--http-port", paramLabel = "PORT")
    private @Nullable Integer httpPort;

    @Override
    public Integer call() throws IOException {
        if (length != null && length.compareTo(SHORTEST) < 0) {
            throw wrong("--for must be at least 30s: a forged token takes some seconds to prove.");
        }
        if (!(rate > 0 && rate <= TrafficPlan.MOST_RATE)) {
            throw wrong("--rate must be above 0 and at most " + TrafficPlan.MOST_RATE + ".");
        }
        if (System.getProperty(KAFKA_LOG_LEVEL) == null) {
            System.setProperty(KAFKA_LOG_LEVEL, "ERROR");
        }
        PrintWriter out = out();
        out.println("Starting a Kafka broker in this process ...");
        try (TemporaryFolder state = TemporaryFolder.create("detector-demo-");
                EmbeddedBroker broker = EmbeddedBroker.start()) {
            Settings effective = settings.over(ownSettings(broker, state)).read(NamedFiles::look);
            out.println("Settings of the demo, so that findings come within seconds (defaults in brackets): "
                    + QUICK.stream()
                            .map(one -> one.key() + '=' + Durations.format(effective.get(one)) + " [" + one.fallback()
                                    + ']')
                            .collect(Collectors.joining(", ")));
            broker.create(
                    PARTITIONS,
                    Arrays.stream(Feed.values())
                            .map(feed -> effective.get(Catalogue.topic(feed)))
                            .toArray(String[]::new));
            try (KafkaDetector detector = KafkaDetector.start(effective, DetectorCommand.Version.current())) {
                out.println("The dashboard: " + detector.address());
                out.println("The broker, as for kcat -b: " + broker.bootstrapServers());
                detector.awaitRunning();
                out.println("The detector is running: " + detector.address());
                return new DemoShow(effective, detector, out).play(seed, rate, length);
            }
        } catch (InterruptedException e) {
            return 0;
        } catch (NoClassDefFoundError e) {
            throw new IOException(
                    "There is no broker in an image: detector/bin/detector demo runs from the sources.", e);
        }
    }

    private Map<String, String> ownSettings(EmbeddedBroker broker, TemporaryFolder state) {
        Timing quick = Timing.quick();
        Map<String, String> own = new LinkedHashMap<>();
        own.put("ledger.grace", Durations.format(quick.grace()));
        own.put("clock.skew", Durations.format(quick.skew()));
        own.put("clock.max-ahead", "2s"); // so long a token waits that claims to be issued later than it is used
        own.put("revocation.grace", Durations.format(quick.revocationGrace()));
        own.put("ledger.hole-wait", Durations.format(quick.holeWait()));
        own.put("account.grace", Durations.format(quick.accountGrace()));
        own.put("http.port", Integer.toString(httpPort == null ? usualPort() : httpPort));
        own.put("kafka.bootstrap.servers", broker.bootstrapServers());
        own.put("kafka.state.dir", state.path().toString());
        own.put("kafka.num.stream.threads", "1");
        return own;
    }

    private static int usualPort() {
        try (ServerSocket free = new ServerSocket(USUAL_PORT, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            return 0;
        }
    }
}
