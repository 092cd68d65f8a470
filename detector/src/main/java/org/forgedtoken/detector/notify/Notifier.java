package org.forgedtoken.detector.notify;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.forgedtoken.detector.evidence.Follower;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.notify.Delivery.Pace;
import org.forgedtoken.detector.ocsf.Links;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;

/**
 * Tells one receiver of incidents. Its place is committed once an event was taken, so none is lost; one is sent a second time,
 * with the same id, where the process dies between the answer and the commit.
 *
 * <p>What an incident was before is not committed: whoever takes a partition on reads it from its beginning, and tells nothing up
 * to the place. A new receiver begins where the topic ended when the process began.
 */
public final class Notifier extends Follower {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** A receiver that is slow, but takes it, must not get it twice. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    final Receiver receiver;
    final Pace pace;
    final InstantSource clock;
    final Meters meters;
    final Delivery.DeadLetters deadLetters;
    private final Settings settings;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private Map<TopicPartition, Long> ends = Map.of();

    Notifier(
            Receiver receiver,
            Settings settings,
            Map<String, Object> client,
            String group,
            Pace pace,
            InstantSource clock,
            Meters meters) {
        super("Notifications to " + receiver.name(), "notify-" + receiver.name(), client, group);
        this.receiver = receiver;
        this.settings = settings;
        this.pace = pace;
        this.clock = clock;
        this.meters = meters;
        this.deadLetters = new Delivery.DeadLetters(settings.get(Catalogue.TOPIC_DEAD_LETTERS), client, meters);
    }

    /**
     * One for each receiver that is set.
     *
     * @param client how to reach the cluster
     */
    public static List<Notifier> of(
            Settings settings, Map<String, Object> client, String applicationId, Meters meters) {
        return Receiver.of(settings).stream()
                .map(receiver -> new Notifier(
                        receiver,
                        settings,
                        client,
                        applicationId + "-notify-" + receiver.name(),
                        Pace.USUAL,
                        InstantSource.system(),
                        meters))
                .toList();
    }

    @Override
    protected void follow(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        String topic = settings.get(Catalogue.TOPIC_INCIDENTS);
        ends = ends.isEmpty() ? ends(consumer, topic) : ends;
        Delivery delivery = new Delivery(this, consumer, ends);
        consumer.subscribe(List.of(topic), delivery);
        while (!isClosed()) {
            delivery.work();
        }
    }

    /** An empty one. */
    Outbox outbox() {
        return new Outbox(receiver, Links.of(settings), pace.window());
    }

    private static Map<TopicPartition, Long> ends(Consumer<byte[], byte[]> consumer, String topic) {
        return consumer.endOffsets(consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList());
    }

    /** Posts a message. */
    Answer post(Message message) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(receiver.address())
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
}
