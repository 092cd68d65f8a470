package org.forgedtoken.detector.report;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.JsonTree;

/** Times as files state them: epoch ms of a year of four digits, or {@link Times#UNKNOWN}. Others are no dates. */
final class EventTime {
    private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    private static final long LAST = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();

    private EventTime() {}

    /** Of a number. */
    static long of(JsonTree number) {
        return date(number.number(Times.UNKNOWN));
    }

    /** Of a text as in RFC 3339. */
    static long ofText(JsonTree text) {
        try {
            return text.text().isEmpty()
                    ? Times.UNKNOWN
                    : date(Instant.parse(text.text()).toEpochMilli());
        } catch (DateTimeParseException | ArithmeticException e) {
            return Times.UNKNOWN;
        }
    }

    private static long date(long time) {
        return time < FIRST || time > LAST ? Times.UNKNOWN : time;
    }
}
