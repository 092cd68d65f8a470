package org.forgedtoken.detector.reading;

import org.forgedtoken.detector.feed.KeyRecord;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/** What became of one record of the keys feed. Times are epoch ms. */
public sealed interface KeyReading {

    /** A key's state. */
    record Ok(KeyRecord key) implements KeyReading {}

    /**
     * A tombstone: the key is no longer listed.
     *
     * @param issuer null where it names the key alone, and so is said of the one issuer that has it
     */
    record Gone(long time, @Nullable String issuer, String keyId) implements KeyReading {}

    /**
     * A dead letter.
     *
     * @param excerpt the record's beginning, with every token replaced by its digest
     * @param time the record's own time, or {@link Times#UNKNOWN} where it cannot be read or is ahead of the clock
     */
    record Rejected(RejectReason reason, String excerpt, long time) implements KeyReading {}
}
