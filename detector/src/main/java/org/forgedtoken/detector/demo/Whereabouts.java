package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;
import java.util.function.LongFunction;

/**
 * Where members are: at home with an IPv4 address or an IPv6 network of their own, behind a carrier's address that
 * thousands share, in an office, or on the road with a new address every few minutes.
 */
final class Whereabouts {
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
