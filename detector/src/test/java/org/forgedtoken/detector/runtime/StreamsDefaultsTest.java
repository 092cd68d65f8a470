package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Sources;
import org.junit.jupiter.api.Test;

class StreamsDefaultsTest {
    /** Whoever reads the inputs without Kafka Streams reaches them by the same settings. */
    @Test
    void aReaderIsSetUpAsTheDetectorsOwnConsumers() {
        Settings settings = Settings.read(new Sources(
                Optional.empty(),
                Map.of(),
                Map.of(
                        "kafka.bootstrap.servers", "broker:9093",
                        "kafka.security.protocol", "SASL_SSL",
                        "kafka.sasl.jaas.config", "a login",
                        "kafka.of.the.callback", "an own setting",
                        "kafka.producer.acks", "1",
                        "kafka.admin.request.timeout.ms", "2",
                        "kafka.consumer.fetch.max.bytes", "3",
                        "kafka.main.consumer.fetch.max.bytes", "4")));

        assertThat(StreamsDefaults.reader(settings))
                .containsEntry("bootstrap.servers", "broker:9093")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.jaas.config", "a login")
                .containsEntry("of.the.callback", "an own setting")
                .containsEntry("fetch.max.bytes", "4")
                .containsEntry("max.poll.records", "2000")
                .doesNotContainKeys(
                        "acks",
                        "producer.acks",
                        "request.timeout.ms",
                        "application.id",
                        "state.dir",
                        "processing.guarantee",
                        "processing.exception.handler.global.enabled");
    }
}
