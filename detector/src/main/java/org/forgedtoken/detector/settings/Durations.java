package org.forgedtoken.detector.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 250ms}, {@code 2m}, {@code 30d}. */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)");

    /** The largest first, and the milliseconds of each. */
    private static final List<String> UNITS = List.of("d", "h", "m", "s", "ms");

    private static final long[] MILLIS = {86_400_000, 3_600_000, 60_000, 1_000, 1};

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private Durations() {}

    /** The duration, or nothing where the text has another form or does not fit milliseconds in a long. */
    public static Optional<Duration> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            long unit = MILLIS[UNITS.indexOf(form.group(2))];
            return Optional.of(Duration.ofMillis(Math.multiplyExact(Long.parseLong(form.group(1)), unit)));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** The shortest text that {@link #parse} reads back as the same duration, to the millisecond. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        for (int i = 0; i < MILLIS.length; i++) {
            if (millis != 0 && millis % MILLIS[i] == 0) {
                return millis / MILLIS[i] + UNITS.get(i);
            }
        }
        return millis + "ms";
    }

    /**
     * A value that people would set, never below {@code millis}: whole minutes up to ten of them, whole fives up to two
     * hours, then whole hours. So a feed that gets worse is told of anew some dozens of times, not with each record.
     */
    public static long roundedUp(long millis) {
        long step = millis <= 10 * MINUTE ? MINUTE : millis <= 2 * HOUR ? 5 * MINUTE : HOUR;
        return (millis + step - 1) / step * step;
    }
}
