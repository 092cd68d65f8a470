package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                        "kafka.sasl.jaas.config", "Login required;",
                        "kafka.of.the.callback", "an own setting",
                        "kafka.producer.acks", "1",
                        "kafka.admin.request.timeout.ms", "2",
                        "kafka.consumer.fetch.max.bytes", "3",
                        "kafka.main.consumer.fetch.max.bytes", "4")));

        assertThat(StreamsDefaults.reader(settings))
                .containsEntry("bootstrap.servers", "broker:9093")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.jaas.config", "Login required;")
                .containsEntry("of.the.callback", "an own setting")
                .containsEntry("fetch.max.bytes", "4")
                .containsEntry("max.poll.records", "1000")
                .doesNotContainKeys(
                        "acks",
                        "producer.acks",
                        "request.timeout.ms",
                        "application.id",
                        "state.dir",
                        "processing.guarantee",
                        "processing.exception.handler.global.enabled");
    }

    @Test
    void whatTheUserSaysOfAllClientsWinsOverTheDetectorsChoiceForSome() {
        Settings settings = Settings.read(new Sources(
                Optional.empty(),
                Map.of(),
                Map.of(
                        "kafka.batch.size", "1",
                        "kafka.compression.type", "zstd",
                        "kafka.producer.compression.type", "none",
                        "kafka.consumer.max.poll.records", "2")));

        assertThat(StreamsDefaults.of(settings))
                .containsEntry("batch.size", "1")
                .containsEntry("producer.compression.type", "none")
                .containsEntry("consumer.max.poll.records", "2")
                .containsEntry("main.consumer.max.partition.fetch.bytes", "524288")
                .doesNotContainKeys("producer.batch.size", "main.consumer.max.poll.records");
    }

    /** Each is what Kafka would quote a part of. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Login required password=a hush;",
                "Login required password \"hush\";",
                "Login hush password=\"a\";",
                "Login required password=\"hush\"",
                "Login required a=\"hush\"; Login required a=\"hush\";",
                "hush"
            })
    void aLineToLogInByThatCannotBeReadIsNotQuoted(String line) {
        Settings settings =
                Settings.read(new Sources(Optional.empty(), Map.of(), Map.of("kafka.consumer.sasl.jaas.config", line)));

        assertThatThrownBy(() -> StreamsDefaults.of(settings))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("kafka.consumer.sasl.jaas.config cannot be read")
                .hasNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hush"));
    }
}
