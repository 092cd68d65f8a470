package org.forgedtoken.detector.settings;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 250ms}, {@code 2m}, {@code 30d}. */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)");

    /** Milliseconds of each unit, the largest first. */
    private static final Map<String, Long> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("d", 86_400_000L);
        UNITS.put("h", 3_600_000L);
        UNITS.put("m", 60_000L);
        UNITS.put("s", 1_000L);
        UNITS.put("ms", 1L);
    }

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
            long unit = UNITS.getOrDefault(form.group(2), 1L);
            return Optional.of(Duration.ofMillis(Math.multiplyExact(Long.parseLong(form.group(1)), unit)));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** The shortest text that {@link #parse} reads back as the same duration, to the millisecond. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
            if (millis != 0 && millis % unit.getValue() == 0) {
                return millis / unit.getValue() + unit.getKey();
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
