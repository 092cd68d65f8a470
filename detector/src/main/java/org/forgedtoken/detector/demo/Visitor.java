package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;

/** Who sends requests: one address and one browser. */
record Visitor(String sourceIp, String userAgent) {
    private static final String CRAWLER = "python-requests/2.32.3";

    /** One of the few addresses that single faults come from. */
    static Visitor attacker(SplittableRandom random) {
        return new Visitor("203.0.113." + (10 + random.nextInt(4)), CRAWLER);
    }

    /** An address of the attacker that nobody else has. */
    static Visitor attackerAt(int number) {
        return new Visitor("203.0.113." + (100 + number), CRAWLER);
    }

    /** An address of the crawl's pool, from a block that the internet does not use. */
    static Visitor crawler(int number) {
        return new Visitor(
                "240." + (number >> 14 & 63) + '.' + (number >> 7 & 127) + '.' + (1 + (number & 127)), CRAWLER);
    }

    /** A machine of the company. */
    static Visitor service() {
        return new Visitor("192.0.2.10", "billing-job/1.7");
    }

    /** The machine of one service account. */
    static Visitor service(int number) {
        return new Visitor("192.0.2." + (11 + number), "inventory-sync/3.2");
    }

    /** A partner's batch client. */
    static Visitor partner(int number) {
        return new Visitor("192.0.2." + (100 + number), "partner-batch/2.0");
    }
}
