package org.forgedtoken.detector.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.forgedtoken.detector.ocsf.JsonObject;

/**
 * All that decides the traffic: equal plans give equal records.
 *
 * @param duration how long honest users are active; heartbeats go on until everything is decidable
 * @param rate accesses a second, roughly
 * @param issuers 1, or 2: the second sets no token id, so that its tokens are known by their digest
 * @param attack single faults
 * @param campaign an attack of many tokens
 */
public record TrafficPlan(
        long seed,
        Instant start,
        Duration duration,
        double rate,
        int issuers,
        Timing timing,
        Attack attack,
        Gap gap,
        Site site,
        Campaign campaign) {

    /** Accesses a second, at most. */
    public static final int MOST_RATE = 100_000;

    /** What becomes of the issuance records of the outage's stretch. Heartbeats are kept by {@link #LATE} alone. */
    public enum Outage {
        /** There is no outage. */
        NONE,
        /** They never arrive: whatever was issued or forged in the stretch cannot be told apart. */
        LOST,
        /** They arrive when it ends, in order: a connector that stood still. */
        LATE,
        /** They arrive after it ends, in any order: an export loaded afterwards. Heartbeats would lie there. */
        SHUFFLED
    }

    /**
     * The faults among the honest traffic.
     *
     * @param faults how many of each kind to plant
     * @param after time from the start until the first
     * @param length the stretch over which they are spread
     */
    public record Attack(Map<Fault, Integer> faults, Duration after, Duration length) {
        public Attack {
            Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
            counts.putAll(faults);
            faults = counts;
        }

        /** {@code total} faults, spread evenly over all kinds. */
        public static Map<Fault, Integer> evenly(int total) {
            Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
            int kinds = Fault.values().length;
            for (Fault fault : Fault.values()) {
                faults.put(fault, total / kinds + (fault.ordinal() < total % kinds ? 1 : 0));
            }
            return faults;
        }
    }

    /**
     * The outage of the issuance feed.
     *
     * @param after time from the start until it begins
     */
    public record Gap(Outage outage, Duration after, Duration length) {
        /** No outage. */
        public static Gap none() {
            return new Gap(Outage.NONE, Duration.ZERO, Duration.ZERO);
        }

        /** Half an hour in the middle of {@code duration}. */
        public static Gap halfway(Outage outage, Duration duration) {
            return outage == Outage.NONE ? none() : new Gap(outage, duration.dividedBy(2), Duration.ofMinutes(30));
        }

        JsonObject toJson(Instant start) {
            boolean any = outage != Outage.NONE;
            return new JsonObject()
                    .put("kind", outage.name().toLowerCase(Locale.ROOT))
                    .put("since", any ? start.plus(after).toString() : null)
                    .put("until", any ? start.plus(after).plus(length).toString() : null)
                    .put("ledger_degraded", any);
        }

        /** An outage must break the coverage for sure: whatever was learned from the pace of the issuances before it. */
        private void check(Duration duration, List<String> wrong) {
            if (outage == Outage.NONE) {
                return;
            }
            if (length.compareTo(Duration.ofMinutes(5)) < 0) {
                wrong.add("an outage must last 5 minutes or more");
            }
            if (after.compareTo(Duration.ofMinutes(10)) < 0) {
                wrong.add("an outage must begin 10 minutes or more after the start");
            }
            if (after.plus(length).compareTo(duration) > 0) {
                wrong.add("the outage must end within the duration");
            }
        }
    }

    /** Where sample files begin unless told otherwise: fixed, so that the same seed always gives the same bytes. */
    public static final Instant SAMPLE_START = Instant.parse("2025-06-02T00:00:00Z");

    public TrafficPlan {
        List<String> wrong = new ArrayList<>();
        if (!(rate > 0 && rate <= MOST_RATE)) {
            wrong.add("rate must be above 0 and at most " + MOST_RATE + ", not " + rate);
        }
        if (issuers < 1 || issuers > 2) {
            wrong.add("issuers must be 1 or 2, not " + issuers);
        }
        if (duration.isNegative() || duration.isZero()) {
            wrong.add("duration must be positive");
        }
        if (attack.after().isNegative() || attack.length().isNegative()) {
            wrong.add("the attack must lie after the start");
        }
        if (attack.after().plus(attack.length()).compareTo(duration) > 0) {
            wrong.add("the attack must end within the duration");
        }
        if (attack.faults().values().stream().anyMatch(count -> count < 0)) {
            wrong.add("a number of faults must not be negative");
        }
        gap.check(duration, wrong);
        String crawl = campaign.wrong(duration);
        if (!crawl.isEmpty()) {
            wrong.add(crawl);
        }
        if (!campaign.isNone() && (!site.lists() || gap.outage() != Outage.NONE)) {
            wrong.add("a crawl needs a site with lists of keys and accounts, and no outage");
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", wrong));
        }
    }

    /**
     * The whole attack to watch live, for a detector with the settings of {@link Timing#quick()}: the test at once, then
     * a crawl for ten minutes at most.
     */
    public static TrafficPlan show(
            long seed, Instant start, Duration duration, double rate, Duration attackAfter, int faults) {
        Duration crawlAfter = attackAfter.plusSeconds(4);
        Duration left = duration.minus(crawlAfter).minusSeconds(2);
        long seconds = Math.max(1, Math.min(600, left.toSeconds()));
        int accounts = (int) (1 + 8 * seconds);
        Map<Fault, Integer> decidable = Attack.evenly(faults);
        // Of a ledger that has just begun nobody can say what was issued before it.
        decidable.keySet().removeAll(List.of(Fault.FORGED_ANCIENT, Fault.FORGED_WITHOUT_ISSUED_AT));
        Campaign.When when = new Campaign.When(attackAfter, crawlAfter, Duration.ofSeconds(seconds));
        Campaign crawl =
                new Campaign(accounts, 2 + accounts / 70, accounts * 54L / 10, 3, when, Campaign.Extras.some());
        return new TrafficPlan(
                seed,
                start,
                duration,
                rate,
                2,
                Timing.quick(),
                new Attack(decidable, attackAfter, duration.minus(attackAfter)),
                Gap.none(),
                Site.busy(),
                crawl);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("seed", seed)
                .put("start", start.toString())
                .put("duration", duration.toString())
                .put("rate", rate)
                .put("issuers", issuers);
        return RecordJson.put(json, timing, "account_grace", "pace")
                .put("attack_after", attack.after().toString())
                .put("attack_length", attack.length().toString())
                .put("faults_asked", attack.faults())
                .put("site", RecordJson.of(site, "raw_tokens"))
                .put("campaign", RecordJson.of(campaign));
    }

    long startMillis() {
        return start.toEpochMilli();
    }

    long endMillis() {
        return startMillis() + duration.toMillis();
    }

    long gapStart() {
        return startMillis() + gap.after().toMillis();
    }

    long gapEnd() {
        return gapStart() + gap.length().toMillis();
    }

    /** Whether the issuance feed is down at this time. */
    boolean inGap(long time) {
        return gap.outage() != Outage.NONE && time >= gapStart() && time < gapEnd();
    }

    /** When the last heartbeat is due: from then on every token is decidable, and no hole is waited for. */
    long lastMillis() {
        long settle = 2 * (timing.grace().toMillis() + timing.skew().toMillis()) + timing.margin();
        long decidable = endMillis() + settle;
        return gap.outage() == Outage.NONE
                ? decidable
                : Math.max(decidable, gapEnd() + timing.holeWait().toMillis() + settle);
    }
}
