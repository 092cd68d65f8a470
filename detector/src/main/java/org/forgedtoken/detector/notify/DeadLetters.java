package org.forgedtoken.detector.notify;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.forgedtoken.detector.alert.DeadLetter;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Where events go that a receiver does not take: which event of which incident; what would have been said lies in the topic, at
 * the offset in the headers.
 *
 * @param client how to reach the cluster
 */
record DeadLetters(String topic, Map<String, Object> client, Meters meters) {

    /** @throws IllegalStateException where they cannot be written: then nothing is given up yet */
    void write(List<Outbox.Entry> given, Receiver receiver, Post.Answer answer) throws InterruptedException {
        String reason = answer.isFinal() ? "refused" : "unanswered";
        Map<String, Object> config = new HashMap<>(client);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Outbox.Entry entry : given) {
                Event event = entry.event();
                String text = new JsonObject()
                        .put("receiver", receiver.name())
                        .put("event", event.kind().label())
                        .put("id", event.id())
                        .put("incident", event.incident().uid())
                        .put("status", status(answer))
                        .toString();
                ProducerRecord<byte[], byte[]> letter =
                        new ProducerRecord<>(topic, bytes(event.incident().uid()), bytes(text));
                String incidents = entry.partition().topic();
                new DeadLetter(reason, "notify", incidents, entry.partition().partition(), entry.offset(), text)
                        .headers()
                        .forEach((name, value) -> letter.headers().add(name, bytes(value)));
                producer.send(letter).get();
                meters.count(Meter.DEAD_LETTERS, "notify", reason);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a dead letter cannot be written", e);
        }
    }

    private static @Nullable Integer status(Post.Answer answer) {
        return answer.status() == 0 ? null : answer.status();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
