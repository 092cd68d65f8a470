package org.forgedtoken.detector.rule.rate;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From when on an account's rate is an anomaly: the setting {@code account.rate}. */
public sealed interface RateThreshold {
    /** Beyond what the account's own baseline explains: {@code learned}. */
    record Learned() implements RateThreshold {}

    /**
     * More than so many accesses in a window: {@code fixed:100/1m}.
     *
     * @param count the most that is let pass
     * @param window in which they are counted
     */
    record Fixed(long count, RateWindow window) implements RateThreshold {
        /** At least one access must be allowed. */
        public Fixed {
            if (count < 1) {
                throw new IllegalArgumentException("a fixed rate allows at least 1 access");
            }
        }
    }

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static RateThreshold parse(String text) {
        if (text.equals("learned")) {
            return new Learned();
        }
        Matcher fixed = Pattern.compile("fixed:(\\d{1,9})/(1m|5m|1h|1d)").matcher(text.toLowerCase(Locale.ROOT));
        if (!fixed.matches()) {
            throw new IllegalArgumentException(
                    "must be learned, or fixed:COUNT/WINDOW with a window of 1m, 5m, 1h or 1d");
        }
        RateWindow window = switch (fixed.group(2)) {
            case "1m" -> RateWindow.MINUTE;
            case "5m" -> RateWindow.FIVE_MINUTES;
            case "1h" -> RateWindow.HOUR;
            default -> RateWindow.DAY;
        };
        return new Fixed(Long.parseLong(fixed.group(1)), window);
    }
}
