package org.forgedtoken.detector.replay.input;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records of one input from its beginning to its end, as they lie. For one thread at a time. */
interface RecordReading extends Closeable {
    /**
     * Some more records, which may be none; the end alone.
     *
     * @param position how much has been read so far, in the unit of {@link Input#length}
     * @param end how the input ended; null where more may come
     */
    record Some(List<RawRecord> records, long position, Batch.@Nullable End end) {}

    /**
     * Reads some more; not to be called behind the end.
     *
     * @throws IOException where nothing more can be learned of the input, saying so in a sentence
     */
    Some next() throws IOException;
}
