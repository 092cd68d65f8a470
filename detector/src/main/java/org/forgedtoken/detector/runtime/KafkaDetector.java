package org.forgedtoken.detector.runtime;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.reading.signature.SignatureChecker;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Trouble;
import org.forgedtoken.detector.topology.DetectorTopology;
import org.forgedtoken.detector.topology.MeterLabels;
import org.forgedtoken.detector.topology.Stages;
import org.forgedtoken.detector.topology.StepInput;
import org.forgedtoken.detector.topology.Topics;
import org.forgedtoken.detector.web.WebServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The detector against a Kafka cluster: started, awaited, closed. What goes wrong while it runs is thrown by
 * {@link #await}, so that the exit code tells the truth.
 */
public final class KafkaDetector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaDetector.class);

    private static final Duration CLOSING = Duration.ofSeconds(8);

    private final Cluster cluster;
    private final Meters meters;
    private final KafkaStreams streams;
    private final ClientMeters clientMeters;
    private final WebServer web;
    private final Surface surface;
    private final TopicWatch watch;
    private final CountDownLatch ended;
    private final AtomicReference<Throwable> failure;
    private final GroupMembershipOperation atTheEnd;

    private KafkaDetector(
            Cluster cluster,
            Meters meters,
            KafkaStreams streams,
            ClientMeters clientMeters,
            WebServer web,
            Surface surface,
            TopicWatch watch,
            CountDownLatch ended,
            AtomicReference<Throwable> failure,
            GroupMembershipOperation atTheEnd) {
        this.cluster = cluster;
        this.meters = meters;
        this.streams = streams;
        this.clientMeters = clientMeters;
        this.web = web;
        this.surface = surface;
        this.watch = watch;
        this.ended = ended;
        this.failure = failure;
        this.atTheEnd = atTheEnd;
    }

    /**
     * Checks the cluster, makes the output topics and starts.
     *
     * @param version the program's, told in each alert
     * @throws StartRefused with a sentence for the user
     */
    public static KafkaDetector start(Settings settings, String version) throws IOException {
        return start(settings, version, Stages.ALL);
    }

    /** The same with some of the stages alone, to be measured. */
    public static KafkaDetector start(Settings settings, String version, Stages stages) throws IOException {
        Map<String, String> config = StreamsDefaults.of(settings);
        checkStateFolder(Path.of(config.getOrDefault(StreamsConfig.STATE_DIR_CONFIG, "")));
        Cluster cluster = Cluster.at(config);
        try {
            String applicationId =
                    config.getOrDefault(StreamsConfig.APPLICATION_ID_CONFIG, StreamsDefaults.APPLICATION_ID);
            int partitions = new TopicAdmin(cluster, settings, applicationId).prepare();
            return start(settings, version, stages, config, cluster, partitions);
        } catch (RuntimeException | IOException e) {
            cluster.close();
            throw e;
        }
    }

    /** Kafka Streams names its own parts where it cannot use the folder. */
    private static void checkStateFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "writable", null));
        } catch (IOException e) {
            throw new StartRefused(
                    "The state folder " + folder + " (kafka.state.dir) cannot be used: " + Trouble.with(e) + ".");
        }
    }

    private static KafkaDetector start(
            Settings settings,
            String version,
            Stages stages,
            Map<String, String> config,
            Cluster cluster,
            int partitions)
            throws IOException {
        WebServer web = WebServer.bind(settings);
        try {
            return start(settings, version, stages, config, cluster, partitions, web);
        } catch (RuntimeException e) {
            web.close();
            throw e;
        }
    }

    private static KafkaDetector start(
            Settings settings,
            String version,
            Stages stages,
            Map<String, String> config,
            Cluster cluster,
            int partitions,
            WebServer web) {
        Map<String, String> all = new LinkedHashMap<>(config);
        all.putIfAbsent(StreamsConfig.APPLICATION_SERVER_CONFIG, Advertised.text(Advertised.of(web.listening())));
        Properties properties = new Properties();
        properties.putAll(all);
        Meters meters = new Meters(
                MeterLabels.all(settings.get(Catalogue.INCIDENT_REPORTING).keySet()),
                InstantSource.system(),
                settings.get(Catalogue.METRICS_KAFKA_ALL));
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        KafkaStreams streams = streams(settings, version, stages, properties, cluster, partitions, meters);
        streams.setStateListener((now, before) -> {
            meters.set(Meter.READY, now == KafkaStreams.State.RUNNING ? 1 : 0);
            if (now == KafkaStreams.State.NOT_RUNNING || now == KafkaStreams.State.ERROR) {
                ended.countDown();
            }
        });
        streams.setUncaughtExceptionHandler(exception -> {
            failure.compareAndSet(null, exception);
            LOG.error("A stream thread failed, and so the detector stops: {}", Failure.sentence(exception));
            LOG.debug("A stream thread failed", exception);
            // Other threads may wait long for what does not come, such as a broker that refuses them; close() does not.
            ended.countDown();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        Restoring restoring = new Restoring();
        streams.setGlobalStateRestoreListener(restoring);
        Readiness readiness = new Readiness(streams, restoring, cluster);
        String applicationId = properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
        Topics topics = Topics.of(settings);
        CatchUp catchUp = new CatchUp(
                cluster,
                applicationId,
                List.of(topics.access().name(), topics.issuance().name()),
                Topics.internalName(applicationId, topics.tokenEvents()));
        Surface surface = Surface.serve(web, settings, all, cluster, partitions, streams, readiness, catchUp, meters);
        ClientMeters clientMeters = ClientMeters.of(streams, meters.registry());
        TopicWatch watch = TopicWatch.of(cluster, topics, applicationId, sentence -> {
            LOG.error("{}", sentence);
            failure.compareAndSet(null, new IllegalStateException(sentence));
            ended.countDown();
        });
        KafkaDetector detector = new KafkaDetector(
                cluster,
                meters,
                streams,
                clientMeters,
                web,
                surface,
                watch,
                ended,
                failure,
                membershipAtTheEnd(properties));
        try {
            streams.start();
        } catch (RuntimeException e) {
            detector.close();
            throw new StartRefused(Failure.sentence(e), e);
        }
        return detector;
    }

    private static GroupMembershipOperation membershipAtTheEnd(Properties properties) {
        boolean named = properties.containsKey(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)
                || properties.containsKey(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
        return named ? GroupMembershipOperation.REMAIN_IN_GROUP : GroupMembershipOperation.LEAVE_GROUP;
    }

    private static KafkaStreams streams(
            Settings settings,
            String version,
            Stages stages,
            Properties properties,
            Cluster cluster,
            int partitions,
            Meters meters) {
        DetectorTopology topology = new DetectorTopology(
                settings,
                new StreamsConfig(properties),
                partitions,
                cluster,
                SignatureChecker.of(
                        settings,
                        settings.get(Catalogue.JWKS_CHECKS_PER_SECOND),
                        System::currentTimeMillis,
                        KafkaDetector::fetchKeys),
                meters,
                version,
                stages);
        try {
            Topology flow = topology.get();
            String applicationId = properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
            Topics topics = Topics.of(settings);
            StepInput.of(flow.describe(), topics, applicationId)
                    .forEach(input -> meters.step(input.subtopology(), input.step(), input.topic()));
            StreamsClients clients = new StreamsClients(
                    Topics.internalName(applicationId, topics.tokenEvents()), FeedBatches.of(topics, settings));
            return new KafkaStreams(flow, properties, clients);
        } catch (KafkaException e) {
            throw new StartRefused(Failure.sentence(e), e);
        }
    }

    /** Key sets are fetched seldom, and never by a thread that has records to read. */
    private static void fetchKeys(Runnable fetch) {
        Thread thread = new Thread(fetch, "key-sets");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where its pages are. */
    public URI address() {
        return web.address();
    }

    /** Whether it does its work, as opposed to joining the group or restoring its state. */
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** All meters, in Prometheus' text format. */
    public String metrics() {
        return meters.scrape();
    }

    /** Waits until it runs, or has failed. */
    public void awaitRunning() throws InterruptedException {
        while (!isRunning() && ended.getCount() > 0) {
            Thread.sleep(20);
        }
        throwFailure();
    }

    /**
     * Waits until it has ended.
     *
     * @throws IllegalStateException where it has failed, with a sentence
     */
    public void await() throws InterruptedException {
        ended.await();
        throwFailure();
    }

    private void throwFailure() {
        Throwable thrown = failure.get();
        if (thrown != null) {
            // Kafka Streams does not name a topic that it misses.
            String sentence = watch.gone().orElseGet(() -> Failure.sentence(thrown));
            throw new IllegalStateException("The detector failed: " + sentence, thrown);
        }
    }

    /**
     * Commits what it has done, leaves the group, and stops. One that has a name in the group ({@code
     * kafka.group.instance.id}) stays in it: it is expected back before its session ends, to go on with its own state.
     */
    @Override
    public void close() {
        watch.close();
        streams.close(CloseOptions.timeout(CLOSING).withGroupMembershipOperation(atTheEnd));
        surface.close();
        clientMeters.close();
        meters.close();
        cluster.close();
    }
}
