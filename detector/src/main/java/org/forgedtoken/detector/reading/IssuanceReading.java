package org.forgedtoken.detector.reading;

import org.forgedtoken.detector.feed.IssuanceRecord;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/** What became of one record of the issuance feed; each counts as exactly one outcome of CONTRACT section 9. */
public sealed interface IssuanceReading {

    /** An issuance, a revocation or a heartbeat. */
    record Ok(IssuanceRecord issuance) implements IssuanceReading {}

    /** An event that neither issues nor revokes. */
    record Skipped() implements IssuanceReading {}

    /**
     * A dead letter: it leaves a hole in the coverage.
     *
     * @param excerpt the record's beginning, with every token replaced by its digest
     * @param time the record's own time, or {@link Times#UNKNOWN} where it cannot be read or is ahead of the clock
     * @param mayIssue whether a token may be missing: not where it says that it revokes, or is a heartbeat
     * @param issuer whose token it is of, where that can be read
     */
    record Rejected(
            RejectReason reason,
            String excerpt,
            long time,
            boolean mayIssue,
            @Nullable String issuer) implements IssuanceReading {}
}
