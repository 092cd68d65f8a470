package org.forgedtoken.detector.replay.input;

import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.forgedtoken.detector.alert.CanaryIds;
import org.forgedtoken.detector.feed.CarriedIssuers;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.PlainUse;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.ListReader;
import org.forgedtoken.detector.reading.PlainAccessReader;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Secret;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.topology.Topics;
import org.jspecify.annotations.Nullable;

/** Turns a record of a feed into a reading, which tells its time. */
public interface RecordFormat {
    /** Reads one record; never throws for what is in it. */
    Reading read(RawRecord record, String origin);

    /** How the records of each feed are read, where it is {@code now} by the wall clock. */
    static Map<Feed, RecordFormat> ofFeeds(Settings settings, AccessReader access, IssuanceReader issuance, long now) {
        CanaryIds canaries = new CanaryIds(
                settings.get(Catalogue.CANARY_SECRET).map(Secret::reveal).orElse(null));
        return new EnumMap<>(Map.of(
                Feed.ACCESS, access(access, canaries, now),
                Feed.ISSUANCE, issuance(issuance, now),
                Feed.KEYS, list(ListReader.ofKeys(settings), now),
                Feed.ACCOUNTS, list(ListReader.ofAccounts(settings), now)));
    }

    /** Access records; of one that is stated plainly no more is read, at first, than JUDGE asks of an ordinary use. */
    static RecordFormat plainAccess(RecordFormat whole, Settings settings, AccessReader reader, long now) {
        if (!reader.isNative() || settings.get(Catalogue.CANARY_SECRET).isPresent()) {
            return whole;
        }
        CarriedIssuers any = new CarriedIssuers(null);
        ThreadLocal<PlainAccessReader> plain = ThreadLocal.withInitial(() -> new PlainAccessReader(settings, any));
        return (record, origin) -> {
            PlainUse use = new PlainUse();
            return plain.get().read(null, record.value(), now, use)
                    ? new Reading.Plain(use, () -> whole.read(record, origin))
                    : whole.read(record, origin);
        };
    }

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
        return (record, origin) -> (record.isBackfilled() ? backfill : reader).read(record.value(), now);
    }

    /** Records of keys or accounts, where it is {@code now} by the wall clock. */
    static RecordFormat list(ListReader reader, long now) {
        return (record, origin) -> reader.read(record.key(), record.value(), record.writtenAt(), now);
    }

    /**
     * A record as it lies in its input; nobody has looked into it yet.
     *
     * @param position the line, from 1, or the offset
     * @param value null in a tombstone
     * @param writtenAt Kafka's timestamp, epoch ms; {@link Times#UNKNOWN} in a file
     * @param isBackfilled whether a backfill has written it: it is native, and out of the feed's order
     * @param lost so many records before it are gone that nobody has read
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and not changed
    record RawRecord(
            long position,
            byte @Nullable [] key,
            byte @Nullable [] value,
            long writtenAt,
            boolean isBackfilled,
            long lost) {

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
            boolean isBackfilled = record.headers().lastHeader(Topics.BACKFILL) != null;
            return new RawRecord(record.offset(), record.key(), record.value(), record.timestamp(), isBackfilled, lost);
        }
    }
}
