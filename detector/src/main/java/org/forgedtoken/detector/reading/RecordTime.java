package org.forgedtoken.detector.reading;

import org.forgedtoken.detector.feed.Times;

/** The {@code time} that every record needs. */
final class RecordTime {
    private RecordTime() {}

    /** Epoch ms. */
    static long required(Fields fields) {
        long time = fields.time(NativeField.TIME);
        if (!Times.known(time)) {
            throw new Refused(RejectReason.NO_TIME);
        }
        return time;
    }

    /** Epoch ms, or {@link Times#UNKNOWN}: also of a record that broke off behind its time. */
    static long ifReadable(Fields fields) {
        try {
            return fields.time(NativeField.TIME);
        } catch (Refused refused) {
            return Times.UNKNOWN;
        }
    }
}
