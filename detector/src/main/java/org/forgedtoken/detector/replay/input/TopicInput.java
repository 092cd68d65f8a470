package org.forgedtoken.detector.replay.input;

import java.io.IOException;
import java.time.Instant;
import org.forgedtoken.detector.evidence.Manifest;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.step.Origin;

/** A partition of a topic, from one offset to another, and what was seen of it. Not thread-safe but for {@link #parsed}. */
public final class TopicInput extends Input {
    private final Offsets offsets;
    private final TimeRange asked;
    private final long slack;
    private final Consumers consumers;
    private long firstTime = Times.UNKNOWN;
    private long least = Long.MAX_VALUE;
    private long most = Long.MIN_VALUE;

    /**
     * What is to be read.
     *
     * @param logStart the offset at which the partition's log begins: what lay before it is gone
     * @param first to be read
     * @param next behind the last one to be read: the last stable offset
     * @param open so many offsets behind that belong to transactions that are not ended, or come after those
     */
    public record Offsets(String topic, int partition, long logStart, long first, long next, long open) {
        public String name() {
            return topic + '-' + partition;
        }

        boolean isEmpty() {
            return first >= next;
        }

        /** Whether records were written that are there no more. */
        public boolean isCut() {
            return logStart > 0;
        }
    }

    /**
     * @param asked which records matter
     * @param slack ms, by which a record's own time may be later than Kafka's timestamp where offsets have been passed over
     *     by those
     */
    public TopicInput(Offsets offsets, TimeRange asked, long slack, Consumers consumers) {
        this.offsets = offsets;
        this.asked = asked;
        this.slack = slack;
        this.consumers = consumers;
    }

    @Override
    public String name() {
        return offsets.name();
    }

    @Override
    public boolean tellsLength() {
        return true;
    }

    @Override
    public long length() {
        return Math.max(0, offsets.next() - offsets.first());
    }

    @Override
    Input.RecordReading open() throws IOException {
        return new TopicReading(offsets, consumers);
    }

    @Override
    Origin origin(long position) {
        return Origin.ofTopic(offsets.topic(), offsets.partition(), position);
    }

    @Override
    public Manifest.Input stated(Feed feed) {
        return new Manifest.Input(
                feed.label(),
                null,
                offsets.topic(),
                offsets.partition(),
                offsets.first(),
                offsets.next(),
                TopicReading.HASHED,
                bytes(),
                sha256(),
                records(),
                skipped(),
                damage());
    }

    @Override
    boolean isAsked(long time) {
        return !Times.known(time) || asked.holds(time);
    }

    @Override
    void parsed(RecordFormat.RawRecord record, long time) throws IOException {
        if (isPassedOver() && Times.known(time) && time - record.writtenAt() > slack) {
            throw new UntrueTimestamps(origin(record.position()).text(), time, record.writtenAt());
        }
    }

    @Override
    void recordRead(long time) {
        super.recordRead(time);
        if (Times.known(time)) {
            firstTime = Times.either(firstTime, time);
            least = Math.min(least, time);
            most = Math.max(most, time);
        }
    }

    @Override
    public String damageSentence() {
        return name() + " was not read whole: " + damage() + ".";
    }

    public Offsets offsets() {
        return offsets;
    }

    /** Whether there are earlier records, which Kafka's timestamps say do not matter. */
    public boolean isPassedOver() {
        return offsets.first() > offsets.logStart();
    }

    /** The time of the first record read, epoch ms, or {@link Times#UNKNOWN}. */
    public long firstTime() {
        return firstTime;
    }

    /** The earliest time of all records read, epoch ms; the largest number where there is none. */
    public long least() {
        return least;
    }

    /** The latest, epoch ms; the smallest number where there is none. */
    public long most() {
        return most;
    }

    /**
     * A stretch of event time, epoch ms.
     *
     * @param from the first one in it; {@link Times#UNKNOWN}: since ever
     * @param to the first one behind it
     */
    public record TimeRange(long from, long to) {
        public static final TimeRange ALL = new TimeRange(Times.UNKNOWN, Long.MAX_VALUE);

        boolean holds(long time) {
            return from <= time && time < to;
        }

        @Override
        public String toString() {
            return Instant.ofEpochMilli(from) + " to " + Instant.ofEpochMilli(to);
        }
    }

    /**
     * Kafka's timestamps of the access topic lie before the times of the accesses themselves, so that they do not tell where a
     * range begins: to be replayed again, from the topic's beginning.
     */
    public static final class UntrueTimestamps extends IOException {
        private static final long serialVersionUID = 1L;

        UntrueTimestamps(String record, long time, long writtenAt) {
            super("The access of " + Instant.ofEpochMilli(time) + " at " + record + " has the Kafka timestamp "
                    + Instant.ofEpochMilli(writtenAt)
                    + ", which is earlier: where a range begins is not told by such timestamps.");
        }
    }
}
