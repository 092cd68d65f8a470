package org.forgedtoken.detector.replay.input;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.topology.Topics;
import org.jspecify.annotations.Nullable;

/** A record as it lies in its input; nobody has looked into it yet. */
public final class RawRecord {
    private final long position;
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final long writtenAt;
    private final boolean backfilled;
    private final long lost;

    private RawRecord(
            long position,
            byte @Nullable [] key,
            byte @Nullable [] value,
            long writtenAt,
            boolean backfilled,
            long lost) {
        this.position = position;
        this.key = key;
        this.value = value;
        this.writtenAt = writtenAt;
        this.backfilled = backfilled;
        this.lost = lost;
    }

    /** A line of a file, from 1, without its end. */
    public static RawRecord ofLine(long number, byte[] text) {
        return new RawRecord(number, null, text, Times.UNKNOWN, false, 0);
    }

    /**
     * A record of a topic.
     *
     * @param lost so many records before it are gone that nobody has read
     */
    public static RawRecord ofTopic(ConsumerRecord<byte[], byte[]> record, long lost) {
        return new RawRecord(
                record.offset(),
                record.key(),
                record.value(),
                record.timestamp(),
                record.headers().lastHeader(Topics.BACKFILL) != null,
                lost);
    }

    /** The line, from 1, or the offset. */
    long position() {
        return position;
    }

    byte @Nullable [] key() {
        return key;
    }

    /** Null in a tombstone. */
    byte @Nullable [] value() {
        return value;
    }

    /** Kafka's timestamp, epoch ms; {@link Times#UNKNOWN} in a file. */
    long writtenAt() {
        return writtenAt;
    }

    /** Whether a backfill has written it: it is native, and out of the feed's order. */
    public boolean isBackfilled() {
        return backfilled;
    }

    /** So many records before it are gone that nobody has read. */
    long lost() {
        return lost;
    }
}
