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
import org.forgedtoken.detector.reading.signature.SignatureCheck;
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
    private final Runnable surface;
    private final TopicWatch watch;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final GroupMembershipOperation atTheEnd;

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
        WebServer web = null;
        try {
            String applicationId =
                    config.getOrDefault(StreamsConfig.APPLICATION_ID_CONFIG, StreamsDefaults.APPLICATION_ID);
            int partitions = new TopicAdmin(cluster, settings, applicationId).prepare();
            web = WebServer.bind(settings);
            KafkaDetector detector =
                    new KafkaDetector(settings, version, stages, config, applicationId, cluster, partitions, web);
            detector.begin();
            return detector;
        } catch (RuntimeException | IOException e) {
            if (web != null) {
                web.close();
            }
            cluster.close();
            throw e;
        }
    }

    private void begin() {
        try {
            streams.start();
        } catch (RuntimeException e) {
            close();
            throw new StartRefused(Failure.sentence(e), e);
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

    private KafkaDetector(
            Settings settings,
            String version,
            Stages stages,
            Map<String, String> config,
            String applicationId,
            Cluster cluster,
            int partitions,
            WebServer web) {
        this.cluster = cluster;
        this.web = web;
        Map<String, String> all = new LinkedHashMap<>(config);
        all.putIfAbsent(StreamsConfig.APPLICATION_SERVER_CONFIG, Advertised.text(Advertised.of(web.listening())));
        Properties properties = new Properties();
        properties.putAll(all);
        this.meters = new Meters(
                MeterLabels.all(settings.get(Catalogue.INCIDENT_REPORTING).keySet()),
                InstantSource.system(),
                settings.get(Catalogue.METRICS_KAFKA_ALL));
        Topics topics = Topics.of(settings);
        this.streams = streams(settings, version, stages, properties, applicationId, topics, partitions);
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
        CatchUp catchUp = new CatchUp(
                cluster,
                applicationId,
                List.of(topics.access().name(), topics.issuance().name()),
                Topics.internalName(applicationId, topics.tokenEvents()));
        this.surface = Surface.serve(web, settings, all, cluster, partitions, streams, readiness, catchUp, meters);
        this.clientMeters = ClientMeters.of(streams, meters.registry());
        this.watch = TopicWatch.of(cluster, topics, applicationId, sentence -> {
            LOG.error("{}", sentence);
            failure.compareAndSet(null, new IllegalStateException(sentence));
            ended.countDown();
        });
        this.atTheEnd = membershipAtTheEnd(properties);
    }

    private static GroupMembershipOperation membershipAtTheEnd(Properties properties) {
        boolean named = properties.containsKey(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)
                || properties.containsKey(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
        return named ? GroupMembershipOperation.REMAIN_IN_GROUP : GroupMembershipOperation.LEAVE_GROUP;
    }

    private KafkaStreams streams(
            Settings settings,
            String version,
            Stages stages,
            Properties properties,
            String applicationId,
            Topics topics,
            int partitions) {
        SignatureCheck signatures = SignatureChecker.of(
                settings,
                settings.get(Catalogue.JWKS_CHECKS_PER_SECOND),
                System::currentTimeMillis,
                KafkaDetector::fetchKeys);
        StreamsConfig config = new StreamsConfig(properties);
        try {
            Topology flow = new DetectorTopology(
                            settings, config, partitions, cluster, signatures, meters, version, stages)
                    .get();
            StepInput.of(flow.describe(), topics, applicationId)
                    .forEach(input -> meters.step(input.subtopology(), input.step(), input.topic()));
            StreamsClients clients = new StreamsClients(
                    Topics.internalName(applicationId, topics.tokenEvents()),
                    FeedBatches.of(topics, settings),
                    new FeedPace());
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
        surface.run();
        clientMeters.close();
        meters.close();
        cluster.close();
    }
}
