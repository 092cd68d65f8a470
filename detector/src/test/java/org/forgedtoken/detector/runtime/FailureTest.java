package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Materialized;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a failure of Kafka Streams is called. */
class FailureTest {

    @Test
    void aFolderThatAnotherUsesIsOneSentence(@TempDir Path folder) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "app");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        StreamsBuilder builder = new StreamsBuilder();
        builder.table("in", Materialized.as("kept"));
        Topology topology = builder.build();
        try (KafkaStreams first = new KafkaStreams(topology, config)) {
            Throwable second = catchThrowable(() -> new KafkaStreams(topology, config).close());

            assertThat(first.state()).isEqualTo(KafkaStreams.State.CREATED);
            assertThat(Failure.sentence(second))
                    .isEqualTo("Another detector uses this state folder (kafka.state.dir) already: each instance needs"
                            + " its own.");
        }
    }
}
