package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.forgedtoken.detector.runtime.EmbeddedBroker;
import org.forgedtoken.detector.runtime.KafkaDetector;
import org.forgedtoken.detector.runtime.TemporaryFolder;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench restore}. */
@Command(
        name = "restore",
        description = {
            "Starts the detector on a ledger's changelog, and prints how many tokens a second it has read back when it"
                    + " is ready, beside a plain consumer of the same changelog.",
            "",
            "What a start takes that has nothing to read back (joining the group) is measured, too, and taken off."
        })
final class RestoreBench implements Callable<Integer> {
    private static final int PARTITIONS = 4;
    private static final String FULL = "full";
    private static final String EMPTY = "empty";
    /** Meters of levels are told once a second. */
    private static final long TOLD = TimeUnit.MINUTES.toNanos(1);

    @Option(names = "--tokens", description = "How many are live. Default: ${DEFAULT-VALUE}")
    private int tokens = 5_000_000;

    @Option(names = "--rounds", description = "How often each is measured. Default: ${DEFAULT-VALUE}")
    private int rounds = 5;

    @Option(names = "--threads")
    private int threads = 2;

    @Option(names = "--set", description = "A setting of the detector.")
    private Map<String, String> set = new LinkedHashMap<>();

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            broker.create(PARTITIONS, "access-log", "token-issuance");
            for (String application : List.of(EMPTY, FULL)) {
                // The first start makes an application's topics; a changelog alone would be what is left of them.
                start(broker.bootstrapServers(), application, 0);
            }
            fill(broker.bootstrapServers());
            List<Double> plain = new ArrayList<>();
            List<Double> detector = new ArrayList<>();
            for (int round = 0; round <= rounds; round++) {
                double read = tokens / consume(broker.bootstrapServers());
                double empty = start(broker.bootstrapServers(), EMPTY, 0);
                double full = start(broker.bootstrapServers(), FULL, tokens);
                double restored = tokens / (full - empty);
                out.printf(
                        Locale.ROOT,
                        "%s consumer %.0f k/s, detector %.0f k/s (ready after %.1f s, %.1f s with nothing to read)%n",
                        round == 0 ? "warming" : "round " + round,
                        read / 1_000,
                        restored / 1_000,
                        full,
                        empty);
                if (round > 0) {
                    plain.add(read / 1_000);
                    detector.add(restored / 1_000);
                }
            }
            Map<String, Spread> all = Map.of("restore", Spread.of(detector), "raw-consumer", Spread.of(plain));
            all.forEach((name, rate) -> out.printf(
                    Locale.ROOT,
                    "%-12s min %.0f, median %.0f, max %.0f k tokens/s%n",
                    name,
                    rate.min(),
                    rate.median(),
                    rate.max()));
            Ratio.of(all, List.of("restore/raw-consumer")).forEach(out::println);
        }
        return 0;
    }

    private static String changelog(String application) {
        return application + "-judge-ledger-changelog";
    }

    private void fill(String servers) {
        LedgerSample sample = new LedgerSample(false);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "compression.type", "lz4", "linger.ms", 20, "batch.size", 65_536),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < tokens; i++) {
                send(producer, i % PARTITIONS, sample.hash(i).bytes(), sample.value(i));
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is lost is missed by whoever reads the topic
    private static void send(KafkaProducer<byte[], byte[]> producer, int partition, byte[] key, byte[] value) {
        producer.send(new ProducerRecord<>(changelog(FULL), partition, key, value));
    }

    /** Seconds in which a plain consumer reads the changelog. */
    private double consume(String servers) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "max.poll.records", 10_000, "max.partition.fetch.bytes", 4 << 20),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, PARTITIONS)
                    .mapToObj(i -> new TopicPartition(changelog(FULL), i))
                    .toList();
            long begun = System.nanoTime();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            long read = 0;
            while (read < tokens) {
                read += consumer.poll(Duration.ofSeconds(1)).count();
            }
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    /** Seconds in which the detector is ready with so many tokens. */
    private double start(String servers, String application, long expected) throws IOException, InterruptedException {
        try (TemporaryFolder state = TemporaryFolder.create("bench-restore")) {
            Map<String, String> all = new LinkedHashMap<>();
            all.put("judge.partitions", Integer.toString(PARTITIONS));
            all.put("http.port", "0");
            all.put("kafka.bootstrap.servers", servers);
            all.put("kafka.application.id", application);
            all.put("kafka.state.dir", state.path().toString());
            all.put("kafka.num.stream.threads", Integer.toString(threads));
            all.putAll(set);
            Settings settings = Settings.read(new Sources(Optional.empty(), Map.of(), all));
            long begun = System.nanoTime();
            try (KafkaDetector detector = KafkaDetector.start(settings, "bench")) {
                detector.awaitRunning();
                double ready = (System.nanoTime() - begun) / 1e9;
                long patient = System.nanoTime() + TOLD;
                while (MeterText.sum(detector.metrics(), "detector_ledger_tokens", "") != expected) {
                    if (System.nanoTime() > patient) {
                        throw new IllegalStateException("The ledger does not have " + expected + " tokens.");
                    }
                    TimeUnit.MILLISECONDS.sleep(100);
                }
                return ready;
            }
        }
    }
}
