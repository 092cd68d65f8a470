package org.forgedtoken.detector.reading;

import java.util.List;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/** What became of one record of the access feed; each counts as exactly one outcome of CONTRACT section 9. */
public sealed interface AccessReading {

    /**
     * A request with a token.
     *
     * @param access the first of its tokens that is judged, with which it is counted
     * @param further the others that are judged
     * @param unreadable those that the gateway accepted and that cannot be read: each raises an alert
     */
    record Ok(AccessRecord access, List<AccessRecord> further, List<AccessRecord> unreadable) implements AccessReading {
        /** Lists are copied. */
        public Ok {
            further = List.copyOf(further);
            unreadable = List.copyOf(unreadable);
        }
    }

    /**
     * A request without a token.
     *
     * @param account whose rate it counts for, where the record names one
     * @param accepted whether the gateway let it pass
     */
    record Anonymous(long time, @Nullable String account, Request request, boolean accepted) implements AccessReading {}

    /** No access at all: a {@code kind} that is not one. */
    record Skipped() implements AccessReading {}

    /**
     * A dead letter. Where one of several tokens can be read, the record is none.
     *
     * @param excerpt the record's beginning, with every token replaced by its digest
     * @param time the record's own time, or {@link Times#UNKNOWN}
     * @param accepted the access, where the gateway accepted a token that cannot be read: it raises an alert as well
     */
    record Rejected(
            RejectReason reason,
            String excerpt,
            long time,
            @Nullable AccessRecord accepted) implements AccessReading {}
}
