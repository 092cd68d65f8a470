package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.forgedtoken.detector.runtime.Readiness.Polling;
import org.junit.jupiter.api.Test;

/** A restore is live, however long it takes; a thread that asks for nothing any more is not. */
class PollingTest {
    private static final String THREAD = "detector-1-StreamThread-1-consumer";

    private final Map<MetricName, Metric> metrics = new LinkedHashMap<>();

    @Test
    void isLiveBeforeAnyThreadHasAsked() {
        assertThat(isLive(Map.of())).isTrue();
        lastPoll(THREAD, -1.0);
        assertThat(isLive(Map.of())).isTrue();
    }

    @Test
    void isLiveUntilTwiceTheIntervalOfKafka() {
        lastPoll(THREAD, 600.0);
        assertThat(isLive(Map.of())).isTrue();
        lastPoll(THREAD, 601.0);
        assertThat(isLive(Map.of())).isFalse();
        assertThat(isLive(Map.of("max.poll.interval.ms", "301000"))).isTrue();
        assertThat(isLive(Map.of("max.poll.interval.ms", "900000", "main.consumer.max.poll.interval.ms", "60000")))
                .isFalse();
    }

    @Test
    void oneOfSeveralThreadsThatHangsIsEnough() {
        lastPoll(THREAD, 0.0);
        lastPoll("detector-1-StreamThread-2-consumer", 10_000.0);
        assertThat(Polling.of(Map.of()).state(metrics).reason()).contains("10000 s ago");
    }

    /** Those ask only while there is something to restore. */
    @Test
    void consumersThatRestoreMayRest() {
        lastPoll("detector-1-StreamThread-1-restore-consumer", 10_000.0);
        lastPoll("detector-1-StateUpdater-1-restore-consumer", 10_000.0);
        lastPoll("detector-1-global-consumer", 10_000.0);
        assertThat(isLive(Map.of())).isTrue();
    }

    private boolean isLive(Map<String, String> config) {
        return Polling.of(config).state(metrics).good();
    }

    private void lastPoll(String client, double seconds) {
        MetricName name = new MetricName("last-poll-seconds-ago", "consumer-metrics", "", Map.of("client-id", client));
        metrics.put(name, new Metric() {
            @Override
            public MetricName metricName() {
                return name;
            }

            @Override
            public Object metricValue() {
                return seconds;
            }
        });
    }
}
