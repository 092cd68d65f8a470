package org.forgedtoken.detector.runtime;

import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.forgedtoken.detector.web.Health;

/** Whether the detector does its work: its tasks run, and a broker answers. */
final class Readiness {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final Restoring restoring;
    private final Cluster cluster;
    private final Polling polling = Polling.within(PATIENCE);

    Readiness(KafkaStreams streams, Restoring restoring, Cluster cluster) {
        this.streams = streams;
        this.restoring = restoring;
        this.cluster = cluster;
    }

    /** The state in a few words. */
    Health.State state() {
        KafkaStreams.State state = streams.state();
        if (state != KafkaStreams.State.RUNNING) {
            return new Health.State(false, restoring.words(state));
        }
        Duration silence = cluster.silence();
        if (silence.compareTo(PATIENCE) > 0) {
            return new Health.State(false, "no Kafka broker has answered for " + silence.toSeconds() + " s");
        }
        for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
            if (!thread.threadState().equals("RUNNING")) {
                return new Health.State(
                        false, "the tasks of a stream thread do not run: it is " + thread.threadState());
            }
        }
        Health.State asks = polling.state(streams.metrics());
        return asks.good() ? new Health.State(true, restoring.words(state)) : asks;
    }
}
