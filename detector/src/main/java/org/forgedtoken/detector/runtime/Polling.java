package org.forgedtoken.detector.runtime;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.StreamsConfig;
import org.forgedtoken.detector.web.Health;

/**
 * Whether the stream threads still ask Kafka for records. They do so in a restore too, and while no broker answers; one that
 * has not for twice as long as Kafka itself waits for it ({@code max.poll.interval.ms}) hangs, and only a new process helps.
 */
record Polling(Duration patience) {
    private static final long DEFAULT_INTERVAL = Duration.ofMinutes(5).toMillis();

    /** Good while each has asked within this time. */
    static Polling within(Duration patience) {
        return new Polling(patience);
    }

    /** @param config the settings of Kafka Streams */
    static Polling of(Map<String, String> config) {
        String name = ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;
        String interval = config.getOrDefault(
                StreamsConfig.mainConsumerPrefix(name),
                config.getOrDefault(
                        StreamsConfig.consumerPrefix(name),
                        config.getOrDefault(name, Long.toString(DEFAULT_INTERVAL))));
        return new Polling(Duration.ofMillis(Long.parseLong(interval.strip())).multipliedBy(2));
    }

    /** Good until one has asked for nothing for too long; one that has never asked is still being made. */
    Health.State state(Map<MetricName, ? extends Metric> metrics) {
        double longest = metrics.entrySet().stream()
                .filter(metric -> isMainConsumers(metric.getKey()))
                .mapToDouble(metric -> seconds(metric.getValue()))
                .max()
                .orElse(0);
        return longest > patience.toSeconds()
                ? new Health.State(
                        false, "a stream thread hangs: it last asked for records " + (long) longest + " s ago")
                : new Health.State(true, "live");
    }

    private static double seconds(Metric metric) {
        return metric.metricValue() instanceof Number number ? number.doubleValue() : 0;
    }

    private static boolean isMainConsumers(MetricName name) {
        String client = name.tags().getOrDefault("client-id", "");
        return name.name().equals("last-poll-seconds-ago")
                && client.contains("-StreamThread-")
                && client.endsWith("-consumer")
                && !client.endsWith("-restore-consumer");
    }
}
