package org.forgedtoken.detector.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of one file that follow each other.
 *
 * @param entries with their own times, which may be unknown; none in the last batch
 * @param bytes of the file that have been read so far, packed as they lie
 * @param end how the file ended; null where more may come
 */
record Batch<R>(
        List<LogFile.Entry<R>> entries,
        long bytes,
        @Nullable End end) {

    /**
     * The end of a file.
     *
     * @param sha256 of the whole file, lower-case hex
     * @param damage what is wrong with it, and from where on it was not read; null where all of it was
     * @param brokenOff whether records may be missing
     */
    record End(String sha256, @Nullable String damage, boolean brokenOff) {}
}
