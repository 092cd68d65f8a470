package org.forgedtoken.detector.report;

import java.util.List;
import java.util.stream.Stream;

/** The stretches of time in which people count, in ms, each about twice the one before. */
final class RoundTimes {
    static final long SECOND = 1_000;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;

    private static final List<Long> UP_TO_TWO_DAYS = List.of(
            SECOND,
            2 * SECOND,
            5 * SECOND,
            10 * SECOND,
            15 * SECOND,
            30 * SECOND,
            MINUTE,
            2 * MINUTE,
            5 * MINUTE,
            10 * MINUTE,
            15 * MINUTE,
            30 * MINUTE,
            HOUR,
            2 * HOUR,
            3 * HOUR,
            6 * HOUR,
            12 * HOUR,
            DAY,
            2 * DAY);

    private RoundTimes() {}

    /** From a second to two days, and behind them these. */
    static List<Long> and(Long... longer) {
        return Stream.concat(UP_TO_TWO_DAYS.stream(), Stream.of(longer)).toList();
    }
}
