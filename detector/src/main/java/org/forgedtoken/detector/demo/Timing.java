package org.forgedtoken.detector.demo;

import java.time.Duration;

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

    /** The detector's defaults, and tokens of one hour. */
    public static Timing defaults() {
        return new Timing(
                Duration.ofMinutes(2),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ofSeconds(15));
    }

    /** The defaults with an issuer that issues little: for plans of many months. */
    public static Timing sparse() {
        Timing usual = defaults();
        return new Timing(
                usual.grace(),
                usual.skew(),
                usual.revocationGrace(),
                usual.holeWait(),
                usual.accountGrace(),
                usual.tokenLife(),
                Duration.ofMinutes(10));
    }

    /** Short enough to watch: findings come within seconds, tokens live two minutes. */
    public static Timing quick() {
        return new Timing(
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                Duration.ofSeconds(5),
                Duration.ofMinutes(2),
                Duration.ofSeconds(1));
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
