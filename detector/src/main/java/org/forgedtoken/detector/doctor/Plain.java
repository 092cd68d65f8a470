package org.forgedtoken.detector.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.settings.Durations;

/** Numbers, times and strangers' names as people read them. */
public final class Plain {
    private static final int MOST_NAMED = 5;
    private static final int MOST_BYTES = 200;
    /** Of a second, a minute, an hour and a day, so many or more are told without what is left over. */
    private static final long ROUNDED_FROM = 10;

    private static final long[] UNITS = {1_000, 60_000, 3_600_000, 86_400_000};

    private Plain() {}

    /** Whether it is more than so many of a hundred: strangers write some of every access log, and a few may be odd. */
    static boolean isMore(long part, long whole, int percent) {
        return part > 0 && part * 100 > whole * percent;
    }

    static String share(long part, long whole) {
        if (part == 0 || part == whole) {
            return part == 0 ? "0 %" : "100 %";
        }
        double percent = 100.0 * part / whole;
        return percent < 0.1 ? "under 0.1 %" : String.format(Locale.ROOT, "%.1f %%", Math.min(99.9, percent));
    }

    /** Of each how many, and its share. */
    public static String shares(Map<?, Long> counts, long whole) {
        return counts.entrySet().stream()
                .map(count -> count.getKey().toString().toLowerCase(Locale.ROOT) + ' ' + count.getValue() + " ("
                        + share(count.getValue(), whole) + ')')
                .collect(Collectors.joining(", "));
    }

    /** The first few, quoted. */
    public static String named(Collection<String> names) {
        String some = names.stream().limit(MOST_NAMED).map(VisibleText::quoted).collect(Collectors.joining(", "));
        return names.size() > MOST_NAMED ? some + " and " + (names.size() - MOST_NAMED) + " more" : some;
    }

    /** A stranger's text as a setting's value. */
    static String value(String text) {
        return VisibleText.cut(text, MOST_BYTES);
    }

    /** So many ms as a setting's value, rounded up. */
    static String value(long millis) {
        return Durations.format(Duration.ofMillis(Durations.roundedUp(millis)));
    }

    /** A length of ms that people need not know to the end. */
    public static String length(long millis) {
        long unit = 1;
        for (long larger : UNITS) {
            unit = Math.abs(millis) >= ROUNDED_FROM * larger ? larger : unit;
        }
        return Durations.format(Duration.ofMillis(Math.round((double) millis / unit) * unit));
    }

    /** What tokens are known by. */
    public static String by(IdentityKind kind) {
        return kind == IdentityKind.TUPLE ? "account and client" : kind.name().toLowerCase(Locale.ROOT);
    }

    public static String time(long millis) {
        return Times.known(millis)
                ? Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString()
                : "unknown";
    }
}
