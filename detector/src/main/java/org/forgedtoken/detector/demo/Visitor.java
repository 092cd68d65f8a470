package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;

/** Who sends requests: one address and one browser. */
record Visitor(String sourceIp, String userAgent) {

    private static final String[] AGENTS = {
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/128.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15",
        "ShopApp/9.4 (Android 14)"
    };

    /** An honest user: most have an IPv4 address to themselves, some IPv6, some share a carrier's address. */
    static Visitor honest(int user, SplittableRandom random) {
        String ip = switch (user % 10) {
            case 0, 1 -> String.format("2001:db8:%x:%x::%x", user >> 16, user & 0xffff, 1 + random.nextInt(500));
            case 2 -> "198.51.100." + (1 + user % 7);
            default -> "198." + (18 + (user >> 16 & 1)) + '.' + (user >> 8 & 255) + '.' + (user & 255);
        };
        return new Visitor(ip, AGENTS[user % AGENTS.length]);
    }

    /** One of the attacker's few addresses. */
    static Visitor attacker(SplittableRandom random) {
        return new Visitor("203.0.113." + (10 + random.nextInt(4)), "python-requests/2.32.3");
    }

    /** A machine of the company. */
    static Visitor service() {
        return new Visitor("192.0.2.10", "billing-job/1.7");
    }
}
