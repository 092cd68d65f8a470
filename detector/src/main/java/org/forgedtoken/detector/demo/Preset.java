package org.forgedtoken.detector.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.forgedtoken.detector.demo.Campaign.Extras;
import org.forgedtoken.detector.demo.Campaign.When;
import org.forgedtoken.detector.demo.TrafficPlan.Outage;

/** Whole scenarios. */
public enum Preset {
    /** A day of members who log in, with single faults. */
    MEMBERS(1, 2, 2, 110, Timing.defaults(), Site.plain()),
    /** A day with the whole attack in it: the crawl, single faults of every kind, and what goes on besides. */
    ATTACK(1, 4, 2, 110, Timing.defaults(), Site.whole()),
    /** A week of honest traffic and nothing else. */
    HONEST_WEEK(7, 2, 2, 0, Timing.defaults(), Site.fromTheLedgersBeginning()),
    /**
     * The case that this detector was made for, one thousandth of it: 33 674 accounts, 181 883 forged accesses and
     * 2 313 addresses in 209 days, and the test of one token in January. The honest traffic is thinned more than that.
     */
    BREACH(314, 0.3, 1, 0, Timing.sparse(), new Site(27_000, 1, 40, 1, 200, 1, 20, 5, true, false, 2));

    private static final Instant YEAR = Instant.parse("2025-01-01T00:00:00Z");

    private final Duration duration;
    private final double rate;
    private final int issuers;
    private final int faults;
    private final Timing timing;
    private final Site site;

    Preset(int days, double rate, int issuers, int faults, Timing timing, Site site) {
        this.duration = Duration.ofDays(days);
        this.rate = rate;
        this.issuers = issuers;
        this.faults = faults;
        this.timing = timing;
        this.site = site;
    }

    /** How many single faults. */
    public int faults() {
        return faults;
    }

    /** The attack in a plan of this duration. */
    public Campaign campaign(Duration length) {
        return switch (this) {
            case MEMBERS, HONEST_WEEK -> Campaign.none();
            case ATTACK -> {
                When when = new When(length.dividedBy(10), length.dividedBy(4), length.dividedBy(2));
                yield new Campaign(1_201, 13, 6_486, 3, when, Extras.some());
            }
            // From 14 April 2025 on, were the start 1 January.
            case BREACH -> {
                When when = new When(part(length, 14), part(length, 103), part(length, 209));
                yield new Campaign(33_674, 2_313, 181_883, 3, when, Extras.none());
            }
        };
    }

    /** So many of the breach's 314 days. */
    private static Duration part(Duration length, int days) {
        return length.multipliedBy(days).dividedBy(314);
    }

    /** The scenario as it stands. */
    public TrafficPlan plan(long seed) {
        return plan(seed, duration, rate, TrafficPlan.Attack.evenly(faults), Outage.NONE);
    }

    /** The scenario in another size: faults after a tenth of the time. */
    public TrafficPlan plan(long seed, Duration length, double perSecond, Map<Fault, Integer> counts, Outage outage) {
        Duration after = length.dividedBy(10);
        return new TrafficPlan(
                seed,
                this == BREACH ? YEAR : TrafficPlan.SAMPLE_START,
                length,
                perSecond,
                issuers,
                timing,
                new TrafficPlan.Attack(counts, after, length.minus(after)),
                TrafficPlan.Gap.halfway(outage, length),
                site,
                campaign(length));
    }
}
