package org.forgedtoken.detector.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The meters of Kafka Streams and its clients. They come and go with tasks, and are looked for again every few seconds: a
 * task that has moved here must be seen before someone asks where it is.
 */
final class ClientMeters implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "client-meters");
        thread.setDaemon(true);
        return thread;
    });

    private final KafkaStreamsMetrics meters;

    private ClientMeters(KafkaStreams streams) {
        meters = new KafkaStreamsMetrics(streams, Tags.empty(), looking, AGAIN);
    }

    static ClientMeters of(KafkaStreams streams, MeterRegistry registry) {
        ClientMeters clients = new ClientMeters(streams);
        clients.meters.bindTo(registry);
        return clients;
    }

    /** Looks no more, and takes them out of the registry. */
    @Override
    public void close() {
        looking.shutdownNow();
        meters.close();
    }
}
