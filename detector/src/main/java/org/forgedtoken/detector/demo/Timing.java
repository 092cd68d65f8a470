package org.forgedtoken.detector.demo;

import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import org.forgedtoken.detector.settings.Durations;

/**
 * The spans that decide what is determinate. The first four repeat settings of the detector ({@code ledger.grace},
 * {@code clock.skew}, {@code revocation.grace}, {@code ledger.hole-wait}): the truth holds for these values only.
 *
 * @param accountGrace {@code account.grace}
 * @param tokenLife how long a token lives; one client's tokens live twice as long
 * @param pace the longest time between two issuances of one issuer: its service client fetches tokens at this pace
 */
public record Timing(
        Duration grace,
        Duration skew,
        Duration revocationGrace,
        Duration holeWait,
        Duration accountGrace,
        Duration tokenLife,
        Duration pace) {

    private static Timing of(String... spans) {
        Iterator<Duration> span = Arrays.stream(spans)
                .map(text -> Durations.parse(text).orElseThrow())
                .iterator();
        return new Timing(span.next(), span.next(), span.next(), span.next(), span.next(), span.next(), span.next());
    }

    /** The detector's defaults, and tokens of one hour. */
    public static Timing defaults() {
        return of("2m", "1m", "5m", "1h", "1h", "1h", "15s");
    }

    /** The defaults with an issuer that issues little: for plans of many months. */
    static Timing sparse() {
        return of("2m", "1m", "5m", "1h", "1h", "1h", "10m");
    }

    /** Short enough to watch: findings come within seconds, tokens live two minutes. */
    public static Timing quick() {
        return of("2s", "1s", "5s", "1m", "5s", "2m", "1s");
    }

    /** How far generated times keep away from every threshold, in ms. Issued-at is in whole seconds: hence the second. */
    long margin() {
        return skew.toMillis() / 2 + 1_000;
    }

    /** The longest that a forged or altered token is used, in ms. */
    long burst() {
        return Math.min(60_000, tokenLife.toMillis() / 20);
    }

    /** The time between heartbeats, in ms: well below the least {@code ledger.max-silence} of one minute. */
    long heartbeat() {
        return Math.max(500, Math.min(30_000, grace.toMillis() / 4));
    }

    /** The longest life that an honest token states, in ms. */
    long longestLife() {
        return 2 * tokenLife.toMillis();
    }
}
