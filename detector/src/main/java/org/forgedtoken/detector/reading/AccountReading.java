package org.forgedtoken.detector.reading;

import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.feed.Times;

/** What became of one record of the accounts feed. */
public sealed interface AccountReading {

    /** An account's state. */
    record Ok(AccountRecord account) implements AccountReading {}

    /**
     * A dead letter.
     *
     * @param excerpt the record's beginning, with every token replaced by its digest
     * @param time the record's own time, epoch ms, or {@link Times#UNKNOWN} where it cannot be read or is ahead of the
     *     clock
     */
    record Rejected(RejectReason reason, String excerpt, long time) implements AccountReading {}
}
