package org.forgedtoken.detector.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.evidence.EvidenceTopic;
import org.forgedtoken.detector.evidence.Follower;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.mapping.MappedFormat;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.notify.Notifier;
import org.forgedtoken.detector.reading.ActionReader;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.topology.Queries;
import org.forgedtoken.detector.web.ActionsPage;
import org.forgedtoken.detector.web.AlertStreams;
import org.forgedtoken.detector.web.CoveragePage;
import org.forgedtoken.detector.web.Dashboard;
import org.forgedtoken.detector.web.DecisionPage;
import org.forgedtoken.detector.web.Health;
import org.forgedtoken.detector.web.Page;
import org.forgedtoken.detector.web.PeerSeal;
import org.forgedtoken.detector.web.Pulse;
import org.forgedtoken.detector.web.WebServer;
import org.forgedtoken.detector.web.board.Board;
import org.jspecify.annotations.Nullable;

/**
 * All that a running detector shows outside of Kafka: what it answers by HTTP, and whom it tells; and what reads Kafka for it. It
 * answers before the detector runs.
 */
final class Surface {
    private Surface() {}

    /**
     * Begins to answer; what is returned ends it.
     *
     * @param web that listens already; closed with this
     * @param properties those of {@code streams}
     * @param catchUp closed with this
     * @param partitions how many judging tasks there are
     */
    static Runnable serve(
            WebServer web,
            Settings settings,
            Map<String, String> properties,
            Cluster cluster,
            int partitions,
            KafkaStreams streams,
            Readiness readiness,
            CatchUp catchUp,
            Meters meters) {
        String address = properties.getOrDefault(StreamsConfig.APPLICATION_SERVER_CONFIG, "");
        Queries queries = new Queries(streams, partitions);
        Decisions decisions = new Decisions(
                settings,
                MappedFormat.ofFeeds(settings),
                HostInfo.buildFromEndpoint(address),
                queries,
                catchUp::isOver,
                new Peers(PeerSeal.of(settings), web.tls()),
                meters);
        Board board = new Board();
        AlertStreams live =
                new AlertStreams(new PulseRates(meters, () -> readiness.state().good(), address));
        String actionsTopic = settings.get(Catalogue.TOPIC_ACTIONS);
        ActionsTopic actions =
                new ActionsTopic(actionsTopic, new ActionReader(settings), cluster.exists(actionsTopic), properties);
        Polling polling = Polling.of(properties);
        Health health = new Health(() -> polling.state(streams.metrics()), readiness::state);
        List<Page> pages = new ArrayList<>(
                List.of(Page.metrics(() -> scrape(meters, readiness)), Page.live(health), Page.ready(health)));
        pages.addAll(DecisionPage.of(decisions, PeerSeal.of(settings)));
        pages.addAll(Dashboard.pages(web, board, live, new CoverageHere(queries, partitions, settings), actions));
        BoardReader reader = new BoardReader(settings, properties, board, live);
        web.serve(pages);
        reader.start();
        String applicationId = properties.getOrDefault(StreamsConfig.APPLICATION_ID_CONFIG, "");
        Map<String, Object> client = StreamsDefaults.client(properties);
        List<Follower> followers = new ArrayList<>(Notifier.of(settings, client, applicationId, meters));
        EvidenceTopic.of(settings, client, applicationId).ifPresent(followers::add);
        followers.forEach(Follower::start);
        return () -> {
            Follower.close(followers);
            live.close();
            web.close();
            reader.close();
            actions.close();
            catchUp.close();
        };
    }

    private static String scrape(Meters meters, Readiness readiness) {
        meters.set(Meter.READY, readiness.state().good() ? 1 : 0);
        return meters.scrape();
    }

    /** Where analysts' decisions go: a producer is made for the first one. */
    private static final class ActionsTopic implements ActionsPage.Topic, AutoCloseable {
        private final String topic;
        private final ActionReader reader;
        private final boolean read;
        private final Map<String, Object> config;
        private @Nullable Producer<byte[], byte[]> producer;

        /** @param read whether the detector reads the topic */
        ActionsTopic(String topic, ActionReader reader, boolean read, Map<String, String> config) {
            this.topic = topic;
            this.reader = reader;
            this.read = read;
            this.config = StreamsDefaults.client(config);
            this.config.put(ProducerConfig.ACKS_CONFIG, "all");
            this.config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
            this.config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "4000");
            this.config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "8000");
            this.config.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        }

        @Override
        public ActionReader reader() {
            return reader;
        }

        @Override
        public boolean isRead() {
            return read;
        }

        @Override
        public void write(String uid, byte[] value) throws IOException {
            try {
                producer()
                        .send(new ProducerRecord<>(topic, uid.getBytes(StandardCharsets.UTF_8), value))
                        .get();
            } catch (ExecutionException e) {
                throw new IOException(refused(e.getCause() == null ? e : e.getCause()), e);
            } catch (KafkaException e) {
                throw new IOException(refused(e), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("The detector is stopping.", e);
            }
        }

        private static String refused(Throwable e) {
            return "Kafka does not take the action: " + Failure.sentence(e);
        }

        private synchronized Producer<byte[], byte[]> producer() {
            if (producer == null) {
                producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
            }
            return producer;
        }

        @Override
        public synchronized void close() {
            if (producer != null) {
                producer.close(Duration.ofSeconds(2));
            }
        }
    }

    /**
     * The coverage as one judging task of this instance holds it: each of them gets all marks. It is a second old at most.
     */
    private static final class CoverageHere implements CoveragePage.Source {
        private static final long FRESH_NANOS = 1_000_000_000;

        private record Made(CoveragePage.Known known, long at) {}

        private final Queries queries;
        private final int partitions;
        private final long wait;
        private @Nullable Made made;

        /** @param partitions how many judging tasks there are, in all instances */
        CoverageHere(Queries queries, int partitions, Settings settings) {
            this.queries = queries;
            this.partitions = partitions;
            this.wait = 2 * settings.millis(Catalogue.CLOCK_SKEW) + settings.millis(Catalogue.LEDGER_GRACE);
        }

        @Override
        public synchronized CoveragePage.Known coverage() {
            Made last = made;
            if (last == null || System.nanoTime() - last.at() > FRESH_NANOS) {
                last = new Made(ask(), System.nanoTime());
                made = last;
            }
            return last.known();
        }

        private CoveragePage.Known ask() {
            for (int partition = 0; partition < partitions; partition++) {
                Coverage coverage = new Coverage();
                try {
                    queries.judge(partition).coverage().forEach((name, mark) -> coverage.apply(mark));
                } catch (InvalidStateStoreException | IllegalStateException e) {
                    // The task runs elsewhere, or is not up yet: another one will do.
                    continue;
                }
                List<Coverage.Extent> extents = coverage.extents();
                if (extents.isEmpty()) {
                    return new CoveragePage.Known("The issuance feed has not told anything of any issuer yet.");
                }
                Optional<Long> begun = extents.stream()
                        .filter(extent -> !extent.covered().isEmpty())
                        .map(extent -> extent.covered().get(0).since())
                        .min(Comparator.naturalOrder());
                return new CoveragePage.Known(
                        extents, null, begun.map(since -> since + wait).orElse(null));
            }
            return new CoveragePage.Known(
                    "No judging task is running on this instance: it may be starting, or others do the work.");
        }
    }

    /** How this instance does, from its meters: rates are those since the question before. */
    private static final class PulseRates implements Supplier<Pulse> {
        private static final double SECOND = 1e9;
        /** Of so many accesses some should have been judged. */
        private static final double MANY = 100;

        private final Meters meters;
        private final BooleanSupplier ready;
        private final String instance;
        private double accesses;
        private final Map<String, Double> verdicts = new TreeMap<>();
        private long at = System.nanoTime();

        PulseRates(Meters meters, BooleanSupplier ready, String instance) {
            this.meters = meters;
            this.ready = ready;
            this.instance = instance;
        }

        @Override
        public synchronized Pulse get() {
            long now = System.nanoTime();
            double seconds = Math.max(1, now - at) / SECOND;
            at = now;
            double read = meters.total(Meter.RECORDS, Feed.ACCESS.label());
            double accessRate = (read - accesses) / seconds;
            accesses = read;
            double judged = 0;
            Map<String, Double> rates = new TreeMap<>();
            for (Verdict verdict : Verdict.values()) {
                double given = meters.total(Meter.VERDICTS, verdict.name());
                judged += verdict == Verdict.UNDETERMINED ? 0 : given;
                Double before = verdicts.put(verdict.name(), given);
                rates.put(verdict.name(), (given - (before == null ? 0 : before)) / seconds);
            }
            return new Pulse(
                    System.currentTimeMillis(),
                    accessRate,
                    rates,
                    meters.level(Meter.PENDING_TOKENS).sum(),
                    (long) meters.total(Meter.DEAD_LETTERS),
                    meters.coverageLag().seconds(),
                    ready.getAsBoolean(),
                    judged == 0 && read >= MANY ? (long) read : 0,
                    instance);
        }
    }
}
