package org.forgedtoken.detector.runtime;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.ThreadUtils;
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
import org.forgedtoken.detector.topology.Queries;
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
    /** A task that has moved here must be seen before someone asks where it is. */
    private static final Duration LOOK_FOR_METERS = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final Meters meters;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics clientMeters;
    private final WebServer web;
    private final Surface surface;
    private final TopicWatch watch;
    /** The watch, the catch-up and the clients' meters each may wait long for a broker. */
    private final ScheduledExecutorService clock =
            Executors.newScheduledThreadPool(3, ThreadUtils.createThreadFactory("detector-clock-%d", true));

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
            int partitions = new TopicAdmin(cluster, settings, StreamsDefaults.applicationId(config)).prepare();
            web = WebServer.bind(settings);
            config.putIfAbsent(StreamsConfig.APPLICATION_SERVER_CONFIG, web.advertised());
            KafkaDetector detector = new KafkaDetector(settings, version, stages, config, cluster, partitions, web);
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
            Cluster cluster,
            int partitions,
            WebServer web) {
        this.cluster = cluster;
        this.web = web;
        this.meters = new Meters(
                MeterLabels.all(settings.get(Catalogue.INCIDENT_REPORTING).keySet()),
                InstantSource.system(),
                settings.get(Catalogue.METRICS_KAFKA_ALL));
        String applicationId = StreamsDefaults.applicationId(config);
        Topics topics = Topics.of(settings);
        String tokenEvents = Topics.internalName(applicationId, topics.tokenEvents());
        Properties properties = new Properties();
        properties.putAll(config);
        SignatureCheck signatures = SignatureChecker.of(
                settings,
                settings.get(Catalogue.JWKS_CHECKS_PER_SECOND),
                System::currentTimeMillis,
                KafkaDetector::fetchKeys);
        StreamsConfig checked = new StreamsConfig(properties);
        try {
            Topology flow = new DetectorTopology(
                            settings, checked, partitions, cluster, signatures, meters, version, stages)
                    .get();
            StepInput.of(flow.describe(), topics, applicationId)
                    .forEach(input -> meters.step(input.subtopology(), input.step(), input.topic()));
            this.streams = new KafkaStreams(
                    flow,
                    properties,
                    new StreamsClients(tokenEvents, FeedBatches.of(topics, settings), new FeedPace()));
        } catch (KafkaException e) {
            throw new StartRefused(Failure.sentence(e), e);
        }
        streams.setStateListener((now, before) -> {
            meters.set(Meter.READY, now == KafkaStreams.State.RUNNING ? 1 : 0);
            if (now == KafkaStreams.State.NOT_RUNNING || now == KafkaStreams.State.ERROR) {
                ended.countDown();
            }
        });
        streams.setUncaughtExceptionHandler(exception -> {
            fail(exception, "A stream thread failed, and so the detector stops: " + Failure.sentence(exception));
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        Readiness readiness = new Readiness(streams, cluster, config);
        CatchUp catchUp = new CatchUp(
                cluster,
                applicationId,
                List.of(topics.access().name(), topics.issuance().name()),
                tokenEvents);
        this.watch = new TopicWatch(cluster, topics, applicationId);
        this.surface = new Surface(
                web,
                settings,
                config,
                new Queries(streams, partitions),
                partitions,
                readiness,
                catchUp::isOver,
                cluster.exists(settings.get(Catalogue.TOPIC_ACTIONS)),
                meters);
        this.clientMeters = new KafkaStreamsMetrics(streams, Tags.empty(), clock, LOOK_FOR_METERS);
        clientMeters.bindTo(meters.registry());
        every(Duration.ofMillis(250), catchUp);
        every(
                Duration.ofSeconds(5),
                () -> watch.goneForGood().ifPresent(sentence -> fail(new IllegalStateException(sentence), sentence)));
        boolean named = config.containsKey(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)
                || config.containsKey(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
        this.atTheEnd = named ? GroupMembershipOperation.REMAIN_IN_GROUP : GroupMembershipOperation.LEAVE_GROUP;
    }

    private void every(Duration pause, Runnable look) {
        ScheduledFuture<?> unused = clock.scheduleWithFixedDelay(look, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Other threads may wait long for what does not come, such as a broker that refuses them; close() does not. */
    private void fail(Throwable why, String sentence) {
        if (failure.compareAndSet(null, why)) {
            LOG.error("{}", sentence);
        }
        LOG.debug("A stream thread failed", why);
        ended.countDown();
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
        clock.shutdownNow();
        streams.close(CloseOptions.timeout(CLOSING).withGroupMembershipOperation(atTheEnd));
        surface.close();
        clientMeters.close();
        meters.close();
        cluster.close();
    }
}
