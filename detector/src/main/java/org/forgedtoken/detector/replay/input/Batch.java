package org.forgedtoken.detector.replay.input;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of one input that follow each other.
 *
 * @param entries with their own times, which may be unknown; none in the last batch
 * @param position how much of the input has been read so far, in the unit of {@link Input#length}
 * @param end how the input ended; null where more may come
 */
record Batch(
        List<OpenInput.Entry> entries,
        long position,
        @Nullable End end) {

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
