package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.forgedtoken.detector.runtime.EmbeddedBroker;
import org.forgedtoken.detector.runtime.KafkaDetector;
import org.forgedtoken.detector.runtime.TemporaryFolder;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Sources;

/**
 * {@code bench decision}: how fast gateways are answered by a detector that has traffic to judge, all on this machine and in
 * this process: broker, detector, traffic and gateways. Each gateway keeps one connection and asks again once it is
 * answered; nine of ten tokens are issued ones, the tenth was never issued.
 */
final class DecisionBench {
    private static final int TOKENS = 50_000;
    private static final int RUNS = 3;
    private static final int SECONDS = 10;
    private static final int[] GATEWAYS = {1, 8, 32};

    /** Prints a line for each run. */
    void run(PrintStream out) throws IOException, InterruptedException, ExecutionException {
        try (TemporaryFolder state = TemporaryFolder.create("bench-");
                EmbeddedBroker broker = EmbeddedBroker.start()) {
            broker.create(3, "access-log", "token-issuance");
            Settings settings = Settings.read(new Sources(
                    Optional.empty(),
                    Map.of(),
                    Map.of(
                            "http.port", "0",
                            "kafka.bootstrap.servers", broker.bootstrapServers(),
                            "kafka.state.dir", state.path().toString())));
            try (BenchTraffic traffic = new BenchTraffic(broker.bootstrapServers(), TOKENS);
                    KafkaDetector detector = KafkaDetector.start(settings, "bench")) {
                detector.awaitRunning();
                traffic.issueAll(Instant.now().minusSeconds(900));
                traffic.begin();
                awaitDecisions(detector.address(), traffic);
                out.printf(
                        "%d tokens in the ledger; %d accesses and %d issuances a second beside%n",
                        TOKENS, BenchTraffic.ACCESSES_A_SECOND, BenchTraffic.ISSUANCES_A_SECOND);
                for (int gateways : GATEWAYS) {
                    for (int run = 1; run <= RUNS; run++) {
                        out.println(measure(detector.address(), traffic, gateways, run));
                    }
                }
            }
        }
    }

    private static void awaitDecisions(URI address, BenchTraffic traffic) throws IOException, InterruptedException {
        try (GatewayConnection gateway = new GatewayConnection(address)) {
            for (int i = 0; i < TOKENS; i += TOKENS / 10) {
                while (gateway.ask(traffic.issued(i)) != 200 || !gateway.isLastIssued()) {
                    TimeUnit.MILLISECONDS.sleep(100);
                }
            }
            // of every partition: each judging task hears of coverage in its own time
            for (int i = 0; i < BenchTraffic.FORGERIES; i++) {
                while (gateway.ask(traffic.forged(i)) != 403) {
                    TimeUnit.MILLISECONDS.sleep(100);
                }
            }
        }
    }

    private static String measure(URI address, BenchTraffic traffic, int gateways, int run)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(gateways);
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            List<Callable<long[]>> loads = new ArrayList<>();
            for (int i = 0; i < gateways; i++) {
                int first = i * 7919;
                loads.add(() -> load(address, traffic, first, end));
            }
            List<Long> waits = new ArrayList<>();
            for (Future<long[]> load : threads.invokeAll(loads)) {
                Arrays.stream(load.get()).forEach(waits::add);
            }
            long[] sorted = waits.stream().mapToLong(Long::longValue).sorted().toArray();
            return String.format(
                    "gateways %2d  run %d  requests/s %6d  p50 %6.3f ms  p99 %6.3f ms  p99.9 %7.3f ms",
                    gateways, run, sorted.length / SECONDS, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999));
        } finally {
            threads.shutdownNow();
        }
    }

    private static long[] load(URI address, BenchTraffic traffic, int first, long end) throws IOException {
        long[] waits = new long[1024];
        int n = 0;
        try (GatewayConnection gateway = new GatewayConnection(address)) {
            for (int i = first; System.nanoTime() < end; i++) {
                boolean forged = i % 10 == 0;
                byte[] request = forged ? traffic.forged(i) : traffic.issued(i);
                long asked = System.nanoTime();
                int status = gateway.ask(request);
                waits = n == waits.length ? Arrays.copyOf(waits, n * 2) : waits;
                waits[n++] = System.nanoTime() - asked;
                if (status != (forged ? 403 : 200)) {
                    throw new IOException(
                            (forged ? "a forged" : "an issued") + " token was answered " + gateway.lastAnswer());
                }
            }
        }
        return Arrays.copyOf(waits, n);
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))] / 1e6;
    }

    /** The request of a gateway, with this token. */
    static byte[] request(String token) {
        return ("GET /api/decision HTTP/1.1\r\nHost: detector\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
