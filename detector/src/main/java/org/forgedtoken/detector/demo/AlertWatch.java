package org.forgedtoken.detector.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.forgedtoken.detector.ocsf.AlertJson.WrittenAlert;
import org.jspecify.annotations.Nullable;

/** Reads the alert topic from its beginning, as anyone may, on a thread of its own. */
public final class AlertWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Consumer<SeenAlert> listener;
    private final Thread thread;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    private AlertWatch(KafkaConsumer<String, byte[]> consumer, Consumer<SeenAlert> listener) {
        this.consumer = consumer;
        this.listener = listener;
        this.thread = new Thread(this::watch, "alert-watch");
    }

    /** Begins to read; {@code listener} hears each alert on the watch's own thread. */
    public static AlertWatch start(String bootstrapServers, String topic, Consumer<SeenAlert> listener) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        AlertWatch watch = new AlertWatch(consumer, listener);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try (consumer) {
            while (!Thread.currentThread().isInterrupted()) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    if (SeenAlert.isAlert(record)) {
                        listener.accept(SeenAlert.of(record));
                    }
                }
            }
        } catch (WakeupException e) {
            // Closed.
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    /** Throws what has ended the watch, if anything but its closing has. */
    public void check() {
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("The alert topic cannot be read: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(3_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * An alert as a reader of the topic sees it.
     *
     * @param entity whom it accuses
     * @param issuer of the token; empty where it tells of none
     * @param statusDetail why it was closed; empty while it stands
     * @param sentence one line, safe to show
     * @param ofCanary whether the detector planted the token itself
     * @param rollUp whether it stands for those that were not written singly
     */
    public record SeenAlert(
            String uid,
            String rule,
            String severity,
            String activity,
            String entity,
            String issuer,
            String statusDetail,
            String sentence,
            boolean ofCanary,
            boolean rollUp,
            long writtenAt) {

        private static final String TYPE = "org.forgedtoken.alert.";

        static SeenAlert of(ConsumerRecord<String, byte[]> record) {
            WrittenAlert alert = Objects.requireNonNull(WrittenAlert.read(record.value()), "no alert");
            return new SeenAlert(
                    record.key(),
                    header(record, "rule"),
                    header(record, "severity"),
                    header(record, "ce_type").substring(TYPE.length()),
                    alert.entity(),
                    alert.issuer(),
                    alert.detail(),
                    alert.message(),
                    alert.isCanary(),
                    alert.isRollUp(),
                    record.timestamp());
        }

        /** Whether it is one: the topic has the changes of incidents, too. */
        static boolean isAlert(ConsumerRecord<String, byte[]> record) {
            return header(record, "ce_type").startsWith(TYPE);
        }

        /** Whether the alert stands no longer. */
        public boolean isClosed() {
            return activity.equals("close");
        }

        /** Whether it was closed because what it told of is over, as opposed to having been withdrawn. */
        public boolean hasEnded() {
            return isClosed() && statusDetail.equals("quiet");
        }

        private static String header(ConsumerRecord<String, byte[]> record, String name) {
            Header header = record.headers().lastHeader(name);
            return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
        }
    }
}
