package org.forgedtoken.detector.replay.input;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.forgedtoken.detector.feed.Sha256;
import org.forgedtoken.detector.replay.input.Input.RecordReading.Batch;
import org.forgedtoken.detector.replay.input.RecordFormat.RawRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a partition between two offsets. Of those some have no record: markers of transactions, what was aborted or
 * compacted away; so it is the consumer's position that tells when all has been read. Not thread-safe.
 */
final class TopicReading implements Input.RecordReading {
    /** Of what the hash is. */
    static final String HASHED =
            "of each record its offset, the length of its value (-1: none) and the value, as kcat prints"
                    + " them with -f '%o %S %s\\n'";

    private static final Duration WAIT = Duration.ofMillis(500);
    /** For so long nothing may come, though there is something. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TopicInput.Offsets offsets;
    private final Consumers consumers;
    private final TopicPartition at;
    private final Duration patience;
    /** Null where there is nothing to read. */
    private final @Nullable Consumer<byte[], byte[]> consumer;

    private final MessageDigest digest = Sha256.digest();
    private final List<String> lost = new ArrayList<>();
    private long lostBefore;
    private long bytes;
    private long position;
    private long movedAt = System.nanoTime();

    TopicReading(TopicInput.Offsets offsets, Consumers consumers) throws IOException {
        this(offsets, consumers, PATIENCE);
    }

    TopicReading(TopicInput.Offsets offsets, Consumers consumers, Duration patience) throws IOException {
        this.offsets = offsets;
        this.consumers = consumers;
        this.patience = patience;
        this.at = new TopicPartition(offsets.topic(), offsets.partition());
        this.position = offsets.first();
        this.consumer = offsets.isEmpty() ? null : consumers.open(IsolationLevel.READ_COMMITTED);
        if (consumer != null) {
            consumer.assign(List.of(at));
            consumer.seek(at, position);
        }
    }

    @Override
    public Batch<RawRecord> next() throws IOException {
        if (consumer == null || position >= offsets.next()) {
            return ended();
        }
        try {
            List<RawRecord> records = poll(consumer);
            move(consumer.position(at));
            return new Batch<>(records, Math.min(position, offsets.next()) - offsets.first(), null);
        } catch (OffsetOutOfRangeException e) {
            overtaken(consumer, e);
            return new Batch<>(List.of(), position - offsets.first(), null);
        } catch (KafkaException e) {
            throw consumers.failed(e);
        }
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
        }
    }

    private List<RawRecord> poll(Consumer<byte[], byte[]> from) {
        List<ConsumerRecord<byte[], byte[]>> polled = from.poll(WAIT).records(at);
        List<RawRecord> records = new ArrayList<>(polled.size());
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            if (record.offset() >= offsets.next()) {
                break; // written since the replay began
            }
            measure(record);
            records.add(RawRecord.ofTopic(record, lostBefore));
            lostBefore = 0;
        }
        return records;
    }

    private void measure(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        int length = value == null ? -1 : value.length;
        digest.update((record.offset() + " " + length + ' ').getBytes(StandardCharsets.US_ASCII));
        if (value != null) {
            digest.update(value);
            bytes += length;
        }
        digest.update((byte) '\n');
    }

    private void move(long to) throws IOException {
        long now = System.nanoTime();
        if (to > position) {
            position = to;
            movedAt = now;
        } else if (now - movedAt >= patience.toNanos()) {
            throw consumers.silent(new IOException("nothing comes from " + offsets.name() + " at offset " + position));
        }
    }

    /** Retention has deleted what was to be read next. */
    private void overtaken(Consumer<byte[], byte[]> by, OffsetOutOfRangeException failure) throws IOException {
        long begins;
        try {
            begins = by.beginningOffsets(List.of(at)).getOrDefault(at, 0L);
        } catch (KafkaException e) {
            throw consumers.failed(e);
        }
        if (begins <= position) {
            throw new IOException(
                    "The log of " + offsets.name() + " was cut back, or made anew, while it was read.", failure);
        }
        lost.add(position + " to " + (Math.min(begins, offsets.next()) - 1));
        lostBefore += begins - position;
        position = begins;
        by.seek(at, begins);
    }

    private Batch<RawRecord> ended() {
        String damage = lost.isEmpty()
                ? null
                : "retention deleted offsets " + String.join(" and ", lost) + " before they could be read";
        String sha256 = Sha256.hex(digest.digest());
        return new Batch<>(
                List.of(), Math.max(0, offsets.next() - offsets.first()), new Batch.End(bytes, sha256, damage, false));
    }
}
