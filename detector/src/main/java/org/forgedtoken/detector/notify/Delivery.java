package org.forgedtoken.detector.notify;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.forgedtoken.detector.alert.DeadLetter;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.ocsf.IncidentJson.WrittenIncident;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the records of incidents to what a receiver has taken, with one consumer: in the order of each partition, one message after
 * the other. Not thread-safe.
 */
final class Delivery implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration POLL = Duration.ofMillis(100);

    /**
     * When to try again.
     *
     * @param first pause, ms; each is twice the one before
     * @param longest pause, ms
     * @param giveUp how old an event is that is given up, ms; each is tried once
     * @param window in which as many messages as the rate may be sent, ms
     */
    record Pace(long first, long longest, long giveUp, long window) {
        static final Pace USUAL = new Pace(1_000, 300_000, Duration.ofHours(24).toMillis(), 60_000);

        long pause(int tries) {
            return Math.min(longest, first << Math.min(tries - 1, 20));
        }
    }

    /** @param place up to which all was told */
    private record Part(long place, Event.OpenIncidents incidents) {}

    private final Notifier notifier;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final Outbox outbox;
    private final Map<TopicPartition, Part> parts = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private int tries;
    private long notBefore;

    /** @param ends where a receiver begins that has no place yet */
    Delivery(Notifier notifier, Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        this.notifier = notifier;
        this.consumer = consumer;
        this.ends = ends;
        this.outbox = notifier.outbox();
    }

    /** Reads on, and sends a message if one is due. */
    void work() throws InterruptedException {
        if (outbox.isFull()) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        records.forEach(this::take);
        if (records.isEmpty() && !outbox.isFull()) {
            parts.forEach(this::tick);
        }
        if (!outbox.isEmpty()) {
            send();
            return;
        }
        parts.forEach((partition, part) -> {
            long at = consumer.position(partition);
            if (at >= part.place()) {
                commit(partition, place(at, part));
            }
        });
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Part part = parts.get(partition);
        byte[] value = record.value();
        if (part == null) {
            return;
        }
        WrittenIncident incident = value == null ? null : WrittenIncident.read(value);
        if (incident == null) {
            byte[] key = record.key();
            part.incidents().forget(key == null ? "" : new String(key, StandardCharsets.UTF_8));
            return;
        }
        Event event = part.incidents().take(incident);
        if (event != null && record.offset() >= part.place() && notifier.receiver.wants(event)) {
            outbox.add(new Outbox.Entry(partition, record.offset(), place(record.offset() + 1, part), event));
        }
    }

    /** Only of what has been read to its end: a later record may say that nothing is to be reported any more. */
    private void tick(TopicPartition partition, Part part) {
        long at = consumer.position(partition);
        if (at < part.place() || consumer.currentLag(partition).orElse(1) > 0) {
            return;
        }
        OffsetAndMetadata before = place(at, part);
        List<Event> due = part.incidents().due(notifier.clock.millis()).stream()
                .filter(notifier.receiver::wants)
                .toList();
        for (int i = 0; i < due.size(); i++) {
            boolean last = i == due.size() - 1;
            outbox.add(new Outbox.Entry(partition, at, last ? place(at, part) : before, due.get(i)));
        }
    }

    private void send() throws InterruptedException {
        long now = notifier.clock.millis();
        Message message = now < notBefore ? null : outbox.next(now);
        if (message == null) {
            return;
        }
        Notifier.Answer answer = notifier.post(message);
        if (answer.isAccepted()) {
            count("accepted");
            if (tries > 0) {
                LOG.info("{} takes notifications again.", notifier.receiver.name());
            }
            tries = 0;
            if (outbox.taken()) {
                done();
            }
        } else if (answer.isFinal() || outbox.isOlderThan(notifier.clock.millis() - notifier.pace.giveUp())) {
            LOG.error("{} does not take a notification ({}): it is a dead letter.", notifier.receiver.name(), answer);
            count("dead-letter");
            notifier.deadLetters.write(outbox.sending(), notifier.receiver, answer);
            done();
        } else {
            count("retried");
            tries++;
            notBefore = notifier.clock.millis() + notifier.pace.pause(tries);
            if (tries == 1) {
                LOG.warn("{} does not take notifications ({}): tried again.", notifier.receiver.name(), answer);
            }
        }
    }

    private void count(String outcome) {
        notifier.meters.count(Meter.NOTIFICATIONS, outcome);
    }

    private void done() {
        Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
        outbox.sending().forEach(entry -> places.put(entry.partition(), entry.place()));
        outbox.done();
        places.forEach(this::commit);
    }

    /** The offset, and beside it how far the clock was told. */
    private static OffsetAndMetadata place(long offset, Part part) {
        return new OffsetAndMetadata(offset, Long.toString(part.incidents().told()));
    }

    private void commit(TopicPartition partition, OffsetAndMetadata place) {
        if (parts.containsKey(partition) && !place.equals(committed.get(partition))) {
            consumer.commitSync(Map.of(partition, place));
            committed.put(partition, place);
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> places = consumer.committed(Set.copyOf(partitions));
        consumer.endOffsets(partitions).forEach((partition, end) -> {
            OffsetAndMetadata place = places.get(partition);
            long from = place == null ? ends.getOrDefault(partition, end) : Math.min(end, place.offset());
            Part part = new Part(from, new Event.OpenIncidents(told(place)));
            parts.put(partition, part);
            commit(partition, place(from, part));
        });
        consumer.seekToBeginning(partitions);
    }

    private long told(@Nullable OffsetAndMetadata place) {
        try {
            return place == null ? notifier.clock.millis() : Long.parseLong(place.metadata());
        } catch (NumberFormatException e) {
            return notifier.clock.millis(); // set by hand
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        outbox.forget(partitions);
        parts.keySet().removeAll(partitions);
        committed.keySet().removeAll(partitions);
    }

    /**
     * Where events go that a receiver does not take: which event of which incident; what would have been said lies in the topic, at
     * the offset in the headers.
     *
     * @param client how to reach the cluster
     */
    record DeadLetters(String topic, Map<String, Object> client, Meters meters) {

        /** @throws IllegalStateException where they cannot be written: then nothing is given up yet */
        void write(List<Outbox.Entry> given, Receiver receiver, Notifier.Answer answer) throws InterruptedException {
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
                    new DeadLetter(
                                    reason,
                                    "notify",
                                    incidents,
                                    entry.partition().partition(),
                                    entry.offset(),
                                    text)
                            .headers()
                            .forEach((name, value) -> letter.headers().add(name, bytes(value)));
                    producer.send(letter).get();
                    meters.count(Meter.DEAD_LETTERS, "notify", reason);
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("a dead letter cannot be written", e);
            }
        }

        private static @Nullable Integer status(Notifier.Answer answer) {
            return answer.status() == 0 ? null : answer.status();
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
