package org.forgedtoken.detector.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From when on an account is read too often. */
public sealed interface AccountRate {

    /** Beyond what the account's own habit explains. */
    record Learned() implements AccountRate {}

    /** Above a count, at least 1, in a window of a minute, five minutes, an hour or a day. */
    record Fixed(int count, Duration window) implements AccountRate {}

    /** Never. */
    record Off() implements AccountRate {}

    /** How it is written. */
    Kind<AccountRate> KIND = new Kind<>(
            "learned, off, or a count and its window, such as fixed:100/1m, of 1m, 5m, 1h or 1d", AccountRate::read);

    private static Optional<AccountRate> read(String text) {
        if (text.equals("learned")) {
            return Optional.of(new Learned());
        }
        if (text.equals("off")) {
            return Optional.of(new Off());
        }
        Matcher fixed = Pattern.compile("fixed:([1-9]\\d{0,8})/(1m|5m|1h|1d)").matcher(text);
        if (!fixed.matches()) {
            return Optional.empty();
        }
        // a window is written as a duration, and the pattern lets only durations through
        Duration window = Durations.parse(fixed.group(2)).orElseThrow();
        return Optional.of(new Fixed(Integer.parseInt(fixed.group(1)), window));
    }
}
