package org.forgedtoken.detector.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.forgedtoken.detector.demo.Campaign.Extras;

/** Whole scenarios. */
public enum Preset {
    /** A day with the whole attack in it: the crawl, single faults of every kind, and what goes on besides. */
    ATTACK(Duration.ofDays(1), 4),
    /** A week of honest traffic and nothing else. */
    HONEST_WEEK(Duration.ofDays(7), 2),
    /**
     * The case that this detector was made for, one thousandth of it: 33 674 accounts, 181 883 forged accesses and
     * 2 313 addresses in 209 days, and the test of one token in January. The honest traffic is thinned more than that.
     */
    BREACH(Duration.ofDays(314), 0.3);

    private static final Instant YEAR = Instant.parse("2025-01-01T00:00:00Z");
    private static final int FAULTS = 110;

    private final Duration duration;
    private final double rate;

    Preset(Duration duration, double rate) {
        this.duration = duration;
        this.rate = rate;
    }

    /** As it is written on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Duration duration() {
        return duration;
    }

    /** Accesses a second. */
    public double rate() {
        return rate;
    }

    public Instant start() {
        return this == BREACH ? YEAR : TrafficPlan.SAMPLE_START;
    }

    public int issuers() {
        return this == BREACH ? 1 : 2;
    }

    /** How many single faults. */
    public int faults() {
        return this == ATTACK ? FAULTS : 0;
    }

    public Timing timing() {
        return this == BREACH ? Timing.sparse() : Timing.defaults();
    }

    public Site site() {
        return switch (this) {
            case ATTACK -> Site.whole();
            case HONEST_WEEK -> Site.whole().fromTheLedgersBeginning();
            case BREACH -> new Site(27_000, 1, 40, 1, 200, 1, 20, 5, true, false, 2);
        };
    }

    /** The attack in a plan of this duration. */
    public Campaign campaign(Duration length) {
        return switch (this) {
            case ATTACK ->
                new Campaign(
                        1_201,
                        13,
                        6_486,
                        3,
                        length.dividedBy(10),
                        length.dividedBy(4),
                        length.dividedBy(2),
                        Extras.some());
            case HONEST_WEEK -> Campaign.none();
            // From 14 April 2025 on, were the start 1 January.
            case BREACH ->
                new Campaign(
                        33_674,
                        2_313,
                        181_883,
                        3,
                        length.multipliedBy(14).dividedBy(314),
                        length.multipliedBy(103).dividedBy(314),
                        length.multipliedBy(209).dividedBy(314),
                        Extras.none());
        };
    }

    /** The scenario as it stands. */
    public TrafficPlan plan(long seed) {
        Duration after = duration.dividedBy(10);
        Map<Fault, Integer> faults = TrafficPlan.Attack.evenly(faults());
        return new TrafficPlan(
                seed,
                start(),
                duration,
                rate,
                issuers(),
                timing(),
                new TrafficPlan.Attack(faults, after, duration.minus(after)),
                TrafficPlan.Gap.none(),
                site(),
                campaign(duration));
    }
}
