package org.forgedtoken.detector.runtime;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.forgedtoken.detector.web.Page.Health;

/**
 * What probes ask: whether the process is worth keeping, and whether the detector does its work, its tasks run and a broker
 * answers. A start that restores much state is live and not ready: killing it would only begin it anew.
 */
final class Readiness implements StateRestoreListener {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final Cluster cluster;
    private final Polling polling;
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong stores = new AtomicLong();

    /** @param config the settings of Kafka Streams */
    Readiness(KafkaStreams streams, Cluster cluster, Map<String, String> config) {
        this.streams = streams;
        this.cluster = cluster;
        this.polling = Polling.of(config);
        streams.setGlobalStateRestoreListener(this);
    }

    Health live() {
        return polling.state(streams.metrics());
    }

    Health ready() {
        KafkaStreams.State state = streams.state();
        if (state != KafkaStreams.State.RUNNING) {
            return new Health(false, words(state));
        }
        Duration silence = cluster.silence();
        if (silence.compareTo(PATIENCE) > 0) {
            return new Health(false, "no Kafka broker has answered for " + silence.toSeconds() + " s");
        }
        for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
            if (!thread.threadState().equals("RUNNING")) {
                return new Health(false, "the tasks of a stream thread do not run: it is " + thread.threadState());
            }
        }
        Health asks = new Polling(PATIENCE).state(streams.metrics());
        return asks.good() ? new Health(true, words(state)) : asks;
    }

    private String words(KafkaStreams.State state) {
        return switch (state) {
            case RUNNING -> "running";
            case CREATED -> "starting";
            case REBALANCING ->
                stores.get() > 0
                        ? "restoring state: " + done.get() + " of " + total.get() + " records"
                        : "joining the group";
            default -> state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
        stores.incrementAndGet();
        total.addAndGet(Math.max(0, to - from));
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long at, long count) {
        done.addAndGet(count);
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long count) {
        stores.decrementAndGet();
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long count) {
        stores.decrementAndGet();
    }

    /**
     * Whether the stream threads still ask Kafka for records. They do so in a restore too, and while no broker answers; one that
     * has not for twice as long as Kafka itself waits for it ({@code max.poll.interval.ms}) hangs, and only a new process helps.
     *
     * @param patience within which each has to ask
     */
    record Polling(Duration patience) {
        static Polling of(Map<String, String> config) {
            String name = ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;
            String interval = Stream.of(
                            StreamsConfig.mainConsumerPrefix(name), StreamsConfig.consumerPrefix(name), name)
                    .flatMap(key -> Stream.ofNullable(config.get(key)))
                    .findFirst()
                    .orElse("300000");
            return new Polling(Duration.ofMillis(2 * Long.parseLong(interval.strip())));
        }

        /** Good until one has asked for nothing for too long; one that has never asked is still being made. */
        Health state(Map<MetricName, ? extends Metric> metrics) {
            double longest = metrics.entrySet().stream()
                    .filter(metric -> isMainConsumers(metric.getKey()))
                    .mapToDouble(metric ->
                            metric.getValue().metricValue() instanceof Number seconds ? seconds.doubleValue() : 0)
                    .max()
                    .orElse(0);
            return longest > patience.toSeconds()
                    ? new Health(false, "a stream thread hangs: it last asked for records " + (long) longest + " s ago")
                    : new Health(true, "live");
        }

        private static boolean isMainConsumers(MetricName name) {
            return name.name().equals("last-poll-seconds-ago")
                    && name.tags().getOrDefault("client-id", "").matches(".*-StreamThread-.*(?<!-restore)-consumer");
        }
    }
}
