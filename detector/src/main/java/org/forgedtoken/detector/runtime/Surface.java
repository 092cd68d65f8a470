package org.forgedtoken.detector.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.evidence.EvidenceTopic;
import org.forgedtoken.detector.evidence.Follower;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.notify.Notifier;
import org.forgedtoken.detector.ocsf.JsonObject;
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
import org.forgedtoken.detector.web.Page;
import org.forgedtoken.detector.web.PeerSeal;
import org.forgedtoken.detector.web.WebServer;
import org.forgedtoken.detector.web.board.Board;
import org.jspecify.annotations.Nullable;

/**
 * All that a running detector shows outside of Kafka: what it answers by HTTP, and whom it tells; and what reads Kafka for it. It
 * answers before the detector runs.
 */
final class Surface implements AutoCloseable {
    private final Settings settings;
    private final Queries queries;
    private final int partitions;
    private final Readiness readiness;
    private final Meters meters;
    private final String address;
    private final List<Follower> followers = new ArrayList<>();
    private final AlertStreams live;
    private final ActionsWriter actions;
    private final WebServer web;

    /**
     * Begins to answer.
     *
     * @param web that listens already; closed with this
     * @param config that of Kafka Streams
     * @param partitions how many judging tasks there are, in all instances
     * @param readsActions whether the detector reads the topic of actions
     */
    Surface(
            WebServer web,
            Settings settings,
            Map<String, String> config,
            Queries queries,
            int partitions,
            Readiness readiness,
            BooleanSupplier caughtUp,
            boolean readsActions,
            Meters meters) {
        this.web = web;
        this.settings = settings;
        this.queries = queries;
        this.partitions = partitions;
        this.readiness = readiness;
        this.meters = meters;
        this.address = config.getOrDefault(StreamsConfig.APPLICATION_SERVER_CONFIG, "");
        this.actions = new ActionsWriter(settings, config);
        this.live = new AlertStreams(new Pulses()::next);
        Optional<PeerSeal> seal = PeerSeal.of(settings);
        Decisions decisions = new Decisions(
                settings, HostInfo.buildFromEndpoint(address), queries, caughtUp, new Peers(seal, web.tls()), meters);
        Board board = new Board();
        ActionsPage.Topic topic = new ActionsPage.Topic(new ActionReader(settings), () -> readsActions, actions);
        List<Page> pages = new ArrayList<>(List.of(
                Page.metrics(this::scrape),
                Page.health("/health/live", readiness::live),
                Page.health("/health/ready", readiness::ready)));
        pages.addAll(DecisionPage.of(decisions, seal));
        pages.addAll(Dashboard.pages(web, board, live, new CoverageHere()::get, topic));
        web.serve(pages);
        Map<String, Object> client = StreamsDefaults.client(config);
        String applicationId = StreamsDefaults.applicationId(config);
        followers.add(new BoardReader(settings, client, board, live));
        followers.addAll(Notifier.of(settings, client, applicationId, meters));
        EvidenceTopic.of(settings, client, applicationId).ifPresent(followers::add);
        followers.forEach(Follower::start);
    }

    @Override
    public void close() {
        Follower.close(followers);
        live.close();
        web.close();
        actions.close();
    }

    private String scrape() {
        meters.set(Meter.READY, readiness.ready().good() ? 1 : 0);
        return meters.scrape();
    }

    /** Where analysts' decisions go: a producer is made for the first one. */
    private static final class ActionsWriter implements ActionsPage.Writer, AutoCloseable {
        private final String topic;
        private final Map<String, Object> config;
        private @Nullable Producer<byte[], byte[]> producer;

        ActionsWriter(Settings settings, Map<String, String> config) {
            this.topic = settings.get(Catalogue.TOPIC_ACTIONS);
            this.config = StreamsDefaults.client(config);
            this.config.putAll(Map.of(
                    ProducerConfig.ACKS_CONFIG, "all",
                    ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000",
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "4000",
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "8000",
                    ProducerConfig.LINGER_MS_CONFIG, "0"));
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

    /** The coverage as one judging task of this instance holds it: each of them gets all marks. It is a second old at most. */
    private final class CoverageHere {
        private static final long FRESH_NANOS = 1_000_000_000;

        private final long wait = 2 * settings.millis(Catalogue.CLOCK_SKEW) + settings.millis(Catalogue.LEDGER_GRACE);
        private CoveragePage.@Nullable Known known;
        private long at;

        synchronized CoveragePage.Known get() {
            CoveragePage.Known last = known;
            if (last == null || System.nanoTime() - at > FRESH_NANOS) {
                last = ask();
                known = last;
                at = System.nanoTime();
            }
            return last;
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
                Long first = extents.stream()
                        .filter(extent -> !extent.covered().isEmpty())
                        .map(extent -> extent.covered().get(0).since() + wait)
                        .min(Comparator.naturalOrder())
                        .orElse(null);
                return new CoveragePage.Known(extents, null, first);
            }
            return new CoveragePage.Known(
                    "No judging task is running on this instance: it may be starting, or others do the work.");
        }
    }

    /** How this instance does, from its meters: rates are those since the question before. */
    private final class Pulses {
        private static final double SECOND = 1e9;

        /** Of so many accesses some should have been judged. */
        private static final double MANY = 100;

        private final Map<String, Double> totals = new HashMap<>();
        private long at = System.nanoTime();

        synchronized JsonObject next() {
            long now = System.nanoTime();
            double seconds = Math.max(1, now - at) / SECOND;
            at = now;
            double read = meters.total(Meter.RECORDS, Feed.ACCESS.label());
            double judged = 0;
            SortedMap<String, Double> verdicts = new TreeMap<>();
            for (Verdict verdict : Verdict.values()) {
                double given = meters.total(Meter.VERDICTS, verdict.name());
                judged += verdict == Verdict.UNDETERMINED ? 0 : given;
                verdicts.put(verdict.name(), tenths(more(verdict.name(), given) / seconds));
            }
            return new JsonObject()
                    .put("time", System.currentTimeMillis())
                    .put("accesses", tenths(more("read", read) / seconds))
                    .put("verdicts", verdicts)
                    .put("pending", meters.level(Meter.PENDING_TOKENS).sum())
                    .put("dead_letters", (long) meters.total(Meter.DEAD_LETTERS))
                    .put("coverage_lag_s", tenths(meters.coverageLag().seconds()))
                    .put("ready", readiness.ready().good())
                    .put("unjudged", judged == 0 && read >= MANY ? (long) read : 0)
                    .put("instance", address);
        }

        private static double tenths(double number) {
            return Math.round(number * 10) / 10.0;
        }

        private double more(String what, double total) {
            Double before = totals.put(what, total);
            return total - (before == null ? 0 : before);
        }
    }
}
