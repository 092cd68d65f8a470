package org.forgedtoken.detector.notify;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.notify.Delivery.Pace;
import org.forgedtoken.detector.ocsf.Links;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one receiver of incidents, on a thread and in a consumer group of its own: of all instances one tells, and nothing that
 * the receiver does holds up anything else. Its place is committed once an event was taken, so none is lost; one is sent a
 * second time, with the same id, where the process dies between the answer and the commit.
 *
 * <p>What an incident was before is not committed: whoever takes a partition on reads it from its beginning, and tells nothing up
 * to the place. A new receiver begins where the topic ended when the process began.
 */
public final class Notifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final long AFTER_FAILURE = TimeUnit.SECONDS.toNanos(2);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    final Receiver receiver;
    final Pace pace;
    final InstantSource clock;
    final Meters meters;
    final Post post;
    final Delivery.DeadLetters deadLetters;
    private final Settings settings;
    private final Map<String, Object> client;
    private final String group;
    private final Thread thread;
    private volatile boolean closed;

    Notifier(
            Receiver receiver,
            Settings settings,
            Map<String, Object> client,
            String group,
            Pace pace,
            InstantSource clock,
            Meters meters) {
        this.receiver = receiver;
        this.settings = settings;
        this.client = Map.copyOf(client);
        this.group = group;
        this.pace = pace;
        this.clock = clock;
        this.meters = meters;
        this.post = new Post(receiver.address());
        this.deadLetters = new Delivery.DeadLetters(settings.get(Catalogue.TOPIC_DEAD_LETTERS), client, meters);
        this.thread = new Thread(this::run, "notify-" + receiver.name());
        this.thread.setDaemon(true);
    }

    /**
     * One for each receiver that is set, at work.
     *
     * @param client how to reach the cluster
     */
    public static List<Notifier> start(
            Settings settings, Map<String, Object> client, String applicationId, Meters meters) {
        List<Notifier> all = Receiver.of(settings).stream()
                .map(receiver -> new Notifier(
                        receiver,
                        settings,
                        client,
                        applicationId + "-notify-" + receiver.name(),
                        Pace.USUAL,
                        InstantSource.system(),
                        meters))
                .toList();
        all.forEach(Notifier::start);
        return all;
    }

    void start() {
        thread.start();
    }

    private void run() {
        String topic = settings.get(Catalogue.TOPIC_INCIDENTS);
        Map<TopicPartition, Long> ends = Map.of();
        boolean told = false;
        while (!closed) {
            try (Consumer<byte[], byte[]> consumer = consumer()) {
                ends = ends.isEmpty() ? ends(consumer, topic) : ends;
                Delivery delivery = new Delivery(this, consumer, ends);
                consumer.subscribe(List.of(topic), delivery);
                while (!closed) {
                    delivery.work();
                }
            } catch (RuntimeException e) {
                if (!told && !closed) {
                    LOG.warn("Notifications to {} stop, and are tried again: {}", receiver.name(), e.toString());
                    told = true;
                }
                LOG.debug("Notifications stop", e);
                LockSupport.parkNanos(AFTER_FAILURE);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** An empty one. */
    Outbox outbox() {
        return new Outbox(receiver, Links.of(settings), pace.window());
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Map<TopicPartition, Long> ends(Consumer<byte[], byte[]> consumer, String topic) {
        return consumer.endOffsets(consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList());
    }

    /** Finishes what is being sent, and leaves the group; what waits is told at the next start. */
    @Override
    public void close() {
        close(List.of(this));
    }

    /** Closes all at once. */
    public static void close(List<Notifier> all) {
        all.forEach(one -> one.closed = true);
        long until = System.nanoTime() + CLOSING.toNanos();
        try {
            for (Notifier one : all) {
                one.thread.join(Math.max(1, (until - System.nanoTime()) / 1_000_000));
                one.thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Posts messages to one address. */
    static final class Post {
        private static final Duration CONNECT = Duration.ofSeconds(5);
        /** A receiver that is slow, but takes it, must not get it twice. */
        private static final Duration ANSWER = Duration.ofSeconds(30);

        /** The answer's status; 0 where there was none. */
        record Answer(int status) {
            boolean isAccepted() {
                return status / 100 == 2;
            }

            /** Whether it will be the same however often it is asked for. */
            boolean isFinal() {
                return status / 100 == 3 || (status / 100 == 4 && status != 408 && status != 429);
            }

            @Override
            public String toString() {
                return status == 0 ? "no answer" : "status " + status;
            }
        }

        private final URI address;
        private final HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();

        Post(URI address) {
            this.address = address;
        }

        Answer send(Message message) throws InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .POST(BodyPublishers.ofString(message.body()))
                    .header("User-Agent", "forged-token-detector");
            message.headers().forEach(request::header);
            CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(request.build(), BodyHandlers.discarding());
            try {
                return new Answer(
                        answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS).statusCode());
            } catch (ExecutionException | TimeoutException e) {
                return new Answer(0);
            } finally {
                answer.cancel(true);
            }
        }
    }
}
