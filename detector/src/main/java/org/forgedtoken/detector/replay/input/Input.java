package org.forgedtoken.detector.replay.input;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.forgedtoken.detector.evidence.Manifest;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.replay.input.Input.RecordReading.Batch;
import org.forgedtoken.detector.replay.input.RecordFormat.RawRecord;
import org.forgedtoken.detector.step.Origin;
import org.jspecify.annotations.Nullable;

/** One input of a replay, a file or a partition of a topic, and what became of it. Not thread-safe. */
public abstract sealed class Input permits InputFile, TopicInput {
    private Batch.@Nullable End end;
    private long records;
    private long notAsked;

    /** What the user calls it. */
    public abstract String name();

    /** Whether all of it lies at hand: it can be looked into before its turn comes, and keeps nobody waiting. */
    boolean isRegular() {
        return false;
    }

    /** Whether {@link #length} is known before it is read. */
    public boolean tellsLength() {
        return isRegular();
    }

    /** How much there is to be read, in bytes of a file and in offsets of a topic; 0 where only reading it will tell. */
    public abstract long length() throws IOException;

    /** Begins to read it. */
    abstract RecordReading open() throws IOException;

    /** The time of the first record near its head that tells one, epoch ms, or {@link Times#UNKNOWN}; of a regular one. */
    long firstTime(RecordFormat format) {
        return Times.UNKNOWN;
    }

    /** Where the record at this position was read. */
    abstract Origin origin(long position);

    /** What the manifest says of it. */
    public abstract Manifest.Input stated(Feed feed);

    /** Whether records of this time (epoch ms, or {@link Times#UNKNOWN}) are asked for. */
    boolean isAsked(long time) {
        return true;
    }

    /**
     * A record was parsed: by any thread.
     *
     * @param time its own, epoch ms, or {@link Times#UNKNOWN}
     * @throws IOException where it belies what was assumed of the input
     */
    void parsed(RawRecord record, long time) throws IOException {}

    /** The next record was read; {@code time} as above. */
    void recordRead(long time) {
        records++;
    }

    /** The one that was read is not asked for, and goes no farther. */
    final void leftOut() {
        notAsked++;
    }

    /** It was read to its end, or to where it is damaged. */
    final void wasRead(Batch.End how) {
        end = how;
    }

    /** Of a file as it lies, of a topic those of the values. */
    final long bytes() {
        return end == null ? 0 : end.bytes();
    }

    /** All that were read, asked for or not. */
    final long records() {
        return records;
    }

    /** Those of them that are not asked for. */
    public final long notAsked() {
        return notAsked;
    }

    /** Lower-case hex; null while it has not been read. */
    final @Nullable String sha256() {
        return end == null ? null : end.sha256();
    }

    /** What is wrong with it, and from where on it was not read; null where all of it was. */
    public final @Nullable String damage() {
        return end == null ? null : end.damage();
    }

    /** The same as a sentence; of one that is damaged. */
    public String damageSentence() {
        return name() + " was not read to its end, " + damage() + ".";
    }

    /** Why it was not read; null where it was. */
    @Nullable
    public String skipped() {
        return null;
    }

    /** Reads the records of one input from its beginning to its end, as they lie. For one thread at a time. */
    interface RecordReading extends Closeable {
        /**
         * Reads some more; not to be called behind the end.
         *
         * @throws IOException where nothing more can be learned of the input, saying so in a sentence
         */
        Batch<RawRecord> next() throws IOException;

        /**
         * Records of one input that follow each other, as they lie or parsed.
         *
         * @param records which may be none; none beside the end
         * @param position how much of the input has been read so far, in the unit of {@link Input#length}
         * @param end how the input ended; null where more may come
         */
        record Batch<R>(
                List<R> records, long position, @Nullable End end) {

            /**
             * The end of an input.
             *
             * @param bytes of the whole file, packed as they lie, or of all values of a topic's partition
             * @param sha256 of the whole, lower-case hex
             * @param damage what is wrong with it, and from where on it was not read; null where all of it was
             * @param brokenOff whether records may be missing behind it
             */
            record End(long bytes, String sha256, @Nullable String damage, boolean brokenOff) {}
        }
    }
}
