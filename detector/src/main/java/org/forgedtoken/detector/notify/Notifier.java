package org.forgedtoken.detector.notify;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.forgedtoken.detector.alert.DeadLetter;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.ocsf.Links;
import org.forgedtoken.detector.ocsf.WrittenIncident;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one receiver of incidents, on a thread and in a consumer group of its own: of all instances one tells, and nothing that
 * the receiver does holds up anything else. Its place is committed once an event was taken, so none is lost; one is sent a
 * second time, with the same id, where the process dies between the answer and the commit.
 *
 * <p>What an incident was before is not committed: whoever takes a partition on reads it from its beginning, and tells nothing up
 * to the place. Beside the offset the place says how far the clock was told. A new receiver begins at the end.
 */
public final class Notifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long AFTER_FAILURE = TimeUnit.SECONDS.toNanos(2);
    private static final long CLOSING = 5_000;

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

    private record Part(long place, OpenIncidents incidents) {}

    private final Receiver receiver;
    private final String topic;
    private final String deadLetters;
    private final Map<String, Object> client;
    private final String group;
    private final Pace pace;
    private final InstantSource clock;
    private final Meters meters;
    private final Outbox outbox;
    private final Post post;
    private final Thread thread;
    private final Map<TopicPartition, Part> parts = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    /** Where the topic ended when this began: there a receiver begins that has no place yet. */
    private Map<TopicPartition, Long> ends = Map.of();

    private int tries;
    private long notBefore;
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
        this.topic = settings.get(Catalogue.TOPIC_INCIDENTS);
        this.deadLetters = settings.get(Catalogue.TOPIC_DEAD_LETTERS);
        this.client = Map.copyOf(client);
        this.group = group;
        this.pace = pace;
        this.clock = clock;
        this.meters = meters;
        this.outbox = new Outbox(receiver, Links.of(settings), pace.window());
        this.post = new Post(receiver.address());
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
        boolean told = false;
        while (!closed) {
            try (Consumer<byte[], byte[]> consumer = consumer()) {
                if (ends.isEmpty()) {
                    ends = ends(consumer);
                }
                consumer.subscribe(List.of(topic), new Assignment(consumer));
                while (!closed) {
                    work(consumer);
                }
            } catch (RuntimeException e) {
                if (!told && !closed) {
                    LOG.warn(
                            "Notifications to {} cannot be read, and are tried again: {}",
                            receiver.name(),
                            e.toString());
                    told = true;
                }
                LOG.debug("Notifications cannot be read", e);
                LockSupport.parkNanos(AFTER_FAILURE);
            } catch (InterruptedException e) {
                return;
            } finally {
                forget(Set.copyOf(parts.keySet()));
            }
        }
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

    private Map<TopicPartition, Long> ends(Consumer<byte[], byte[]> consumer) {
        return consumer.endOffsets(consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList());
    }

    private void work(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        if (outbox.isFull()) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        records.forEach(this::take);
        if (records.isEmpty() && !outbox.isFull()) {
            parts.forEach((partition, part) -> tick(consumer, partition, part));
        }
        if (outbox.isEmpty()) {
            parts.forEach((partition, part) -> {
                long at = consumer.position(partition);
                if (at >= part.place()) {
                    commit(consumer, partition, place(at, part));
                }
            });
        } else if (clock.millis() >= notBefore) {
            send(consumer);
        }
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
        if (event != null && record.offset() >= part.place() && receiver.wants(event)) {
            outbox.add(new Outbox.Entry(partition, record.offset(), place(record.offset() + 1, part), event));
        }
    }

    /** Only of what has been read to its end: a later record may say that nothing is to be reported any more. */
    private void tick(Consumer<byte[], byte[]> consumer, TopicPartition partition, Part part) {
        long at = consumer.position(partition);
        if (at < part.place() || consumer.currentLag(partition).orElse(1) > 0) {
            return;
        }
        OffsetAndMetadata before = place(at, part);
        List<Event> due = part.incidents().due(clock.millis()).stream()
                .filter(receiver::wants)
                .toList();
        for (int i = 0; i < due.size(); i++) {
            boolean last = i == due.size() - 1;
            outbox.add(new Outbox.Entry(partition, at, last ? place(at, part) : before, due.get(i)));
        }
    }

    private void send(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        long now = clock.millis();
        Message message = outbox.next(now);
        if (message == null) {
            return;
        }
        Post.Answer answer = post.send(message);
        if (answer.isAccepted()) {
            meters.count(Meter.NOTIFICATIONS, "accepted");
            if (tries > 0) {
                LOG.info("{} takes notifications again.", receiver.name());
            }
            tries = 0;
            if (!outbox.taken()) {
                return;
            }
        } else if (answer.isFinal() || isTooOld(clock.millis())) {
            giveUp(answer);
        } else {
            meters.count(Meter.NOTIFICATIONS, "retried");
            tries++;
            notBefore = clock.millis() + pace.pause(tries);
            if (tries == 1) {
                LOG.warn("{} does not take notifications ({}): tried again.", receiver.name(), words(answer));
            }
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
        outbox.sending().forEach(entry -> places.put(entry.partition(), entry.place()));
        outbox.done();
        places.forEach((partition, place) -> commit(consumer, partition, place));
    }

    private boolean isTooOld(long now) {
        return outbox.sending().stream().allMatch(entry -> now - entry.event().time() >= pace.giveUp());
    }

    private static String words(Post.Answer answer) {
        return answer.status() == 0 ? "no answer" : "status " + answer.status();
    }

    /** A dead letter says which event of which incident; what it would have said lies in the topic, at its offset. */
    private void giveUp(Post.Answer answer) throws InterruptedException {
        String reason = answer.isFinal() ? "refused" : "unanswered";
        LOG.error("{} does not take a notification ({}): it is a dead letter.", receiver.name(), words(answer));
        meters.count(Meter.NOTIFICATIONS, "dead-letter");
        Map<String, Object> config = new HashMap<>(client);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Outbox.Entry entry : outbox.sending()) {
                producer.send(letter(entry, reason, answer)).get();
                meters.count(Meter.DEAD_LETTERS, "notify", reason);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a dead letter cannot be written", e);
        }
    }

    private ProducerRecord<byte[], byte[]> letter(Outbox.Entry entry, String reason, Post.Answer answer) {
        Event event = entry.event();
        String text = new JsonObject()
                .put("receiver", receiver.name())
                .put("event", event.kind().label())
                .put("id", event.id())
                .put("incident", event.incident().uid())
                .put("status", answer.status() == 0 ? null : answer.status())
                .toString();
        TopicPartition at = entry.partition();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                deadLetters,
                event.incident().uid().getBytes(StandardCharsets.UTF_8),
                text.getBytes(StandardCharsets.UTF_8));
        new DeadLetter(reason, "notify", at.topic(), at.partition(), entry.offset(), text)
                .headers()
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private static OffsetAndMetadata place(long offset, Part part) {
        return new OffsetAndMetadata(offset, Long.toString(part.incidents().told()));
    }

    private void commit(Consumer<byte[], byte[]> consumer, TopicPartition partition, OffsetAndMetadata place) {
        if (parts.containsKey(partition) && !place.equals(committed.get(partition))) {
            consumer.commitSync(Map.of(partition, place));
            committed.put(partition, place);
        }
    }

    private void forget(Collection<TopicPartition> partitions) {
        outbox.forget(partitions);
        parts.keySet().removeAll(partitions);
        committed.keySet().removeAll(partitions);
    }

    /** Partitions come and go with other instances. */
    private final class Assignment implements ConsumerRebalanceListener {
        private final Consumer<byte[], byte[]> consumer;

        Assignment(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> places = consumer.committed(Set.copyOf(partitions));
            consumer.endOffsets(partitions).forEach((partition, end) -> {
                OffsetAndMetadata place = places.get(partition);
                long from = place == null ? ends.getOrDefault(partition, end) : Math.min(end, place.offset());
                Part part = new Part(from, new OpenIncidents(told(place)));
                parts.put(partition, part);
                commit(consumer, partition, place(from, part));
            });
            consumer.seekToBeginning(partitions);
        }

        private long told(@Nullable OffsetAndMetadata place) {
            try {
                return place == null ? clock.millis() : Long.parseLong(place.metadata());
            } catch (NumberFormatException e) {
                return clock.millis(); // set by hand
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            forget(partitions);
        }
    }

    /** Finishes what is being sent, and leaves the group; what waits is told at the next start. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(CLOSING);
            thread.interrupt();
            thread.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes all at once. */
    public static void close(List<Notifier> all) {
        all.forEach(one -> one.closed = true);
        all.forEach(Notifier::close);
    }
}
