package org.forgedtoken.detector.replay.input;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.forgedtoken.detector.replay.input.RecordFormat.RawRecord;
import org.jspecify.annotations.Nullable;

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
