package org.forgedtoken.detector.demo;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.forgedtoken.detector.demo.Traffic.GeneratedRecord;
import org.forgedtoken.detector.feed.Feed;
import org.jspecify.annotations.Nullable;

/**
 * Where honest users and the attacker act: what is still to happen, by time, and what has happened but not arrived, by
 * arrival. A step may plan later steps and send records that arrive at its own time or later; so the earliest arrival is
 * final once no step is due before it.
 *
 * <p>Each record is a little late, always by less than the grace, but for what the outage holds up. What the outage
 * swallows is not counted.
 */
final class Scene {

    private record Step(long time, long order, Runnable action) {}

    private record Sent(GeneratedRecord record, long order) {}

    private final PriorityQueue<Step> steps =
            new PriorityQueue<>(Comparator.comparingLong(Step::time).thenComparingLong(Step::order));
    private final PriorityQueue<Sent> sent =
            new PriorityQueue<>(Comparator.comparingLong((Sent s) -> s.record().arrivalMillis())
                    .thenComparingLong(s -> s.record().timeMillis())
                    .thenComparingLong(Sent::order));

    final TrafficPlan plan;
    final KeyRing keys;
    final Truth truth;
    final NativeRecords records;
    final LedgerCover cover;
    final Members members;
    final Whereabouts whereabouts;
    final DayCurve curve;
    private final SplittableRandom random;
    private final long grace;
    private long order;
    private long now = Long.MIN_VALUE;

    Scene(TrafficPlan plan, SplittableRandom random) {
        this.plan = plan;
        this.keys = new KeyRing(plan);
        this.truth = new Truth(plan);
        this.random = random.split();
        this.grace = plan.timing().grace().toMillis();
        this.records = new NativeRecords(random.split());
        this.cover = new LedgerCover(plan);
        this.members = new Members(plan.seed(), plan.site().members());
        this.whereabouts = new Whereabouts(plan, random.split());
        this.curve = new DayCurve(plan);
    }

    /** The time of the step that runs. */
    long now() {
        return now;
    }

    void at(long time, Runnable action) {
        steps.add(new Step(time, order++, action));
    }

    private void send(GeneratedRecord record) {
        sent.add(new Sent(record, order++));
    }

    /** The next record to arrive, or null when nothing is left. */
    @Nullable
    GeneratedRecord next() {
        Step due = steps.peek();
        Sent first = sent.peek();
        while (due != null && (first == null || due.time() <= first.record().arrivalMillis())) {
            steps.remove();
            now = due.time();
            due.action().run();
            due = steps.peek();
            first = sent.peek();
        }
        return first == null ? null : sent.remove().record();
    }

    void access(long time, @Nullable String key, String json, Outcome outcome) {
        truth.access(outcome);
        send(new GeneratedRecord(Feed.ACCESS, time, time + lateness(), key, json));
    }

    void issued(long time, String key, String json) {
        issuance(time, time + lateness(), key, json, Truth.Issuance.ISSUED);
    }

    /** An issuance that arrives at once, where its lateness could change what is determinate. */
    void issuedPromptly(long time, String key, String json) {
        issuance(time, time, key, json, Truth.Issuance.ISSUED);
    }

    void revoked(long time, String key, String json) {
        issuance(time, time + lateness(), key, json, Truth.Issuance.REVOKED);
    }

    /** A heartbeat says that every record before it is there: so it comes after the latest of them. */
    void heartbeat(long time, String json) {
        if (plan.inGap(time) && plan.gap().outage() != TrafficPlan.Outage.LATE) {
            return;
        }
        long arrival = time == plan.startMillis() ? time : time + grace * 8 / 10;
        issuance(time, arrival, null, json, Truth.Issuance.HEARTBEAT);
    }

    /** What an administrator, or a registration form, has done: one record a key or account, a little late. */
    void listed(Feed feed, long time, String id, String json) {
        truth.list(feed);
        long seen = Math.max(time, plan.startMillis());
        long late = seen == plan.startMillis() ? 0 : random.nextLong(grace / 20 + 1);
        send(new GeneratedRecord(feed, time, seen + late, id, json));
    }

    private void issuance(long time, long arrival, @Nullable String key, String json, Truth.Issuance kind) {
        if (plan.inGap(time)) {
            switch (plan.gap().outage()) {
                case LOST -> {
                    return;
                }
                case LATE -> arrival = plan.gapEnd();
                case SHUFFLED -> arrival = plan.gapEnd() + random.nextLong(grace / 2);
                case NONE -> throw new IllegalStateException("in an outage that does not exist");
            }
        }
        truth.issuance(kind);
        send(new GeneratedRecord(Feed.ISSUANCE, time, arrival, key, json));
    }

    /** Mostly prompt, sometimes up to seven tenths of the grace. */
    private long lateness() {
        return random.nextLong(random.nextInt(5) == 0 ? grace * 7 / 10 : grace / 20 + 1);
    }

    /** How busy a site is over the local day: quiet at night, busiest in the evening. Flat where a plan is shorter than a day. */
    static final class DayCurve {
        private static final long HOUR = 3_600_000;
        private static final long DAY = 24 * HOUR;
        /** Local time, ahead of UTC. */
        private static final long ZONE = 9 * HOUR;
        /** By the local hour, relative to each other. */
        private static final double[] HOURS = {
            0.50, 0.30, 0.20, 0.16, 0.15, 0.20, 0.40, 0.80, 1.10, 1.20, 1.20, 1.25,
            1.40, 1.30, 1.20, 1.15, 1.15, 1.20, 1.35, 1.50, 1.70, 1.75, 1.40, 0.90
        };

        private static final int WORK_BEGINS = 9;
        private static final int WORK_ENDS = 18;

        private final boolean daily;
        private final double mean;

        DayCurve(TrafficPlan plan) {
            this.daily = plan.duration().toMillis() >= DAY;
            double sum = 0;
            for (double hour : HOURS) {
                sum += hour;
            }
            this.mean = sum / HOURS.length;
        }

        /** Whether there is a day and a night. */
        boolean isDaily() {
            return daily;
        }

        /** The traffic at this time, epoch ms, against the average of a day. */
        double at(long time) {
            if (!daily) {
                return 1;
            }
            long ofDay = Math.floorMod(time + ZONE, DAY);
            int hour = (int) (ofDay / HOUR);
            double part = (double) (ofDay % HOUR) / HOUR;
            return (HOURS[hour] * (1 - part) + HOURS[(hour + 1) % HOURS.length] * part) / mean;
        }

        /** Whether offices are open; without days they always are. */
        boolean isWorkTime(long time) {
            if (!daily) {
                return true;
            }
            // 1970-01-01 was a Thursday.
            long weekday = Math.floorMod(Math.floorDiv(time + ZONE, DAY) + 3, 7L);
            long hour = Math.floorMod(time + ZONE, DAY) / HOUR;
            return weekday < 5 && hour >= WORK_BEGINS && hour < WORK_ENDS;
        }

        /** The next time, epoch ms, at which the local clock shows this hour. */
        long next(int hour, long after) {
            long today = Math.floorDiv(after + ZONE, DAY) * DAY - ZONE + hour * HOUR;
            return today > after ? today : today + DAY;
        }
    }

    /**
     * Where members are: at home with an IPv4 address or an IPv6 network of their own, behind a carrier's address that
     * thousands share, in an office, or on the road with a new address every few minutes.
     */
    static final class Whereabouts {
        private static final String[] AGENTS = {
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/128.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15",
            "ShopApp/9.4 (Android 14)"
        };
        /** One address serves so many members. */
        private static final int BEHIND_ONE_ADDRESS = 3_500;

        private static final int MOBILE = 30;
        private static final int ROAMING = 40;
        private static final int IPV6 = 60;

        private final SplittableRandom random;
        private final int carriers;
        private final long slot;

        Whereabouts(TrafficPlan plan, SplittableRandom random) {
            this.random = random;
            this.carriers = 1 + plan.site().members() * MOBILE / 100 / BEHIND_ONE_ADDRESS;
            this.slot = plan.timing().tokenLife().toMillis() / 6;
        }

        /** Where this member is by himself, by the time (epoch ms). */
        LongFunction<Visitor> of(int member) {
            int kind = member % 100;
            if (kind < MOBILE) {
                return time -> mobile(member, time);
            }
            return kind < ROAMING ? time -> roaming(member, time) : time -> home(member);
        }

        /** In this office. */
        LongFunction<Visitor> office(int office, int member) {
            return time -> new Visitor("192.0.2." + (40 + office), agent(member));
        }

        private Visitor home(int member) {
            String ip = member % 100 < IPV6
                    ? String.format("2001:db8:%x:%x::%x", member >> 16, member & 0xffff, 1 + random.nextInt(500))
                    : "198." + (18 + (member >> 16 & 1)) + '.' + (member >> 8 & 255) + '.' + (member & 255);
            return new Visitor(ip, agent(member));
        }

        private Visitor carrier(int member) {
            return new Visitor("198.51.100." + (1 + member / 100 % carriers), agent(member));
        }

        /** On the carrier's network more often than at home; who logs in here goes on there. */
        private Visitor mobile(int member, long time) {
            return Math.floorMod(chance(member, time), 5L) < 3 ? carrier(member) : home(member);
        }

        private Visitor roaming(int member, long time) {
            long chance = chance(member, time);
            return switch ((int) Math.floorMod(chance, 3L)) {
                case 0 -> carrier((int) (chance >>> 40));
                case 1 ->
                    new Visitor(
                            String.format("2001:db8:f%02x:%x::1", chance >>> 8 & 255, chance >>> 16 & 0xffff),
                            agent(member));
                default -> new Visitor("100.64." + (chance >>> 8 & 15) + '.' + (chance >>> 16 & 255), agent(member));
            };
        }

        private long chance(int member, long time) {
            return Members.mix(member * 1_000_003L + time / slot);
        }

        private static String agent(int member) {
            return AGENTS[member % AGENTS.length];
        }
    }
}
