package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench decision}. */
@Command(
        name = "decision",
        description = {
            "Prints how fast gateways are answered by a detector that has traffic to judge: accesses at a steady pace, as in"
                    + " `bench latency`, and eight gateways that each keep a connection and ask at a steady pace, too, or"
                    + " as fast as they are answered. A wait begins when the question was due. Nine of ten tokens are issued"
                    + " ones, the tenth was never issued. A wrong answer ends the bench."
        })
final class DecisionBench implements Callable<Integer> {
    private static final int GATEWAYS = 8;
    /** Questions a second of all gateways. */
    private static final List<Integer> PACES = List.of(100, 1_000, Integer.MAX_VALUE);

    private static final int ASKED_FOR = 20_000;
    /** For the detector to get ready, and to hear of forged tokens. */
    private static final int BEFORE = 15;

    @Mixin
    private PacedOptions options = new PacedOptions();

    @Option(names = "--rounds", defaultValue = "3", description = "At each pace (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "10", description = "How long each is (${DEFAULT-VALUE}).")
    private int seconds;

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        int duration = BEFORE + (rounds + 1) * seconds * PACES.size();
        Map<String, List<Double>> waits;
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (PacedDetector detector = new PacedDetector(options, duration, new DecidableTimes(options.partitions))) {
            detector.awaitLedger();
            Future<Map<String, List<Double>>> asking = thread.submit(() -> ask(detector));
            detector.feed().play(asking::isDone);
            waits = asking.get();
            out.printf(Locale.ROOT, "resident %.0f MB at most%n", detector.residentMb());
        } finally {
            thread.shutdownNow();
        }
        Map<String, Spread> spreads = new LinkedHashMap<>();
        waits.forEach((name, its) -> spreads.put(name, Spread.of(its)));
        Map<String, Object> given = options.given();
        given.put("rounds", rounds);
        given.put("seconds", seconds);
        String title = "/api/decision beside " + options.pace + " accesses a second";
        String unit = "milliseconds";
        new BenchReport("decision", unit, given, new LinkedHashMap<>(waits), spreads, List.of())
                .write(options.folder, new BarPlot(title, unit, spreads), out);
        return 0;
    }

    /** The 99th percentile of each round, ms, by the pace of the questions. */
    private Map<String, List<Double>> ask(PacedDetector detector)
            throws IOException, InterruptedException, ExecutionException {
        Requests requests = new Requests(detector.plan(), options.forged);
        requests.await(detector.address());
        Map<String, List<Double>> waits = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (int pace : PACES) {
                double[] sorted = measure(detector.address(), requests, pace);
                out.printf(
                        Locale.ROOT,
                        "%-8s %-22s %6d answered a second  p50 %6.3f ms  p99 %6.3f ms  p99.9 %7.3f ms%n",
                        round == 0 ? "warming" : "round " + round,
                        asked(pace),
                        sorted.length / seconds,
                        at(sorted, 0.5),
                        at(sorted, 0.99),
                        at(sorted, 0.999));
                if (round > 0) {
                    waits.computeIfAbsent("p99, " + asked(pace), name -> new ArrayList<>())
                            .add(at(sorted, 0.99));
                }
            }
        }
        return waits;
    }

    private static String asked(int pace) {
        return pace == Integer.MAX_VALUE ? "as fast as answered" : pace + " asked a second";
    }

    private double[] measure(URI address, Requests requests, int pace) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(GATEWAYS);
        try {
            long second = TimeUnit.SECONDS.toNanos(1);
            long end = System.nanoTime() + seconds * second;
            List<Callable<double[]>> loads = new ArrayList<>();
            for (int i = 0; i < GATEWAYS; i++) {
                int first = i * 7_919;
                long interval = pace == Integer.MAX_VALUE ? 0 : second * GATEWAYS / pace;
                long shift = interval * i / GATEWAYS;
                loads.add(() -> requests.load(address, first, interval, shift, end));
            }
            List<double[]> all = new ArrayList<>();
            for (Future<double[]> load : threads.invokeAll(loads)) {
                all.add(load.get());
            }
            return all.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        } finally {
            threads.shutdownNow();
        }
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))];
    }

    /** What gateways ask for, made beforehand: it shall not be measured. */
    private static final class Requests {
        private final List<byte[]> issued;
        private final List<byte[]> forged;

        /** Of the forged ones, those that are used in the first second. */
        Requests(FeedPlan plan, int forgeries) {
            BenchFeed feed = new BenchFeed(plan);
            int tokens = plan.inUse(plan.firstAccess());
            issued = IntStream.range(0, ASKED_FOR)
                    .mapToObj(i -> request(feed.issuedJwt((int) ((long) i * tokens / ASKED_FOR))))
                    .toList();
            forged = IntStream.range(0, forgeries)
                    .mapToObj(i -> request(feed.forgedJwt(i)))
                    .toList();
        }

        private static byte[] request(String token) {
            return ("GET /api/decision HTTP/1.1\r\nHost: detector\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }

        /** Each judging task hears of tokens and of coverage in its own time. */
        void await(URI address) throws IOException, InterruptedException {
            try (GatewayConnection gateway = new GatewayConnection(address)) {
                for (int i = 0; i < issued.size(); i += issued.size() / 100) {
                    while (gateway.ask(issued.get(i)) != 200 || !gateway.isLastIssued()) {
                        TimeUnit.MILLISECONDS.sleep(100);
                    }
                }
                for (byte[] one : forged) {
                    while (gateway.ask(one) != 403) {
                        TimeUnit.MILLISECONDS.sleep(100);
                    }
                }
            }
        }

        /**
         * How long each answer took, ms.
         *
         * @param interval from question to question, ns; 0: no matter how soon
         * @param shift of the first, ns from now
         */
        double[] load(URI address, int first, long interval, long shift, long end)
                throws IOException, InterruptedException {
            double[] waits = new double[1_024];
            int n = 0;
            try (GatewayConnection gateway = new GatewayConnection(address)) {
                long due = System.nanoTime() + shift;
                for (int i = first; System.nanoTime() < end; i++, due += interval) {
                    boolean isForged = i % 10 == 0;
                    List<byte[]> of = isForged ? forged : issued;
                    byte[] request = of.get(i / (isForged ? 10 : 1) % of.size());
                    long early = due - System.nanoTime();
                    if (interval == 0) {
                        due = System.nanoTime();
                    } else if (early > 0) {
                        TimeUnit.NANOSECONDS.sleep(early);
                    }
                    int status = gateway.ask(request);
                    waits = n == waits.length ? Arrays.copyOf(waits, n * 2) : waits;
                    waits[n++] = (System.nanoTime() - due) / 1e6;
                    if (status != (isForged ? 403 : 200)) {
                        throw new IOException(
                                (isForged ? "A forged" : "An issued") + " token was answered " + gateway.lastAnswer());
                    }
                }
            }
            return Arrays.copyOf(waits, n);
        }
    }
}
