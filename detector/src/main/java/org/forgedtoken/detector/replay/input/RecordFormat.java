package org.forgedtoken.detector.replay.input;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.forgedtoken.detector.alert.CanaryIds;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.ListReader;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.topology.Topics;
import org.jspecify.annotations.Nullable;

/** Turns a record of a feed into a reading, which tells its time. */
public interface RecordFormat {
    /** Reads one record; never throws for what is in it. */
    Reading read(RawRecord record, String origin);

    /** Access records, where it is {@code now} by the wall clock; what a live detector has planted is skipped. */
    static RecordFormat access(AccessReader reader, CanaryIds canaries, long now) {
        return (record, origin) -> {
            Reading reading = reader.read(record.value(), origin, now);
            return reading instanceof Reading.Access read && canaries.isOne(read.access())
                    ? new Reading.Skipped()
                    : reading;
        };
    }

    /** Issuance records, where it is {@code now} by the wall clock; what a backfill has written is native. */
    static RecordFormat issuance(IssuanceReader reader, long now) {
        IssuanceReader backfill = reader.natively();
        return (record, origin) -> (record.isBackfilled() ? backfill : reader).read(record.value(), origin, now);
    }

    /** Records of keys or accounts, where it is {@code now} by the wall clock. */
    static RecordFormat list(ListReader reader, long now) {
        return (record, origin) -> reader.read(record.key(), record.value(), record.writtenAt(), now);
    }

    /** A record as it lies in its input; nobody has looked into it yet. */
    public static final class RawRecord {
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
}
