package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;

/** What the crawl reads: profiles, the addresses that orders went to, and hardly anything else, in exact shares. */
final class ForgedPages {
    private static final double PROFILES = 0.814;
    private static final double DELIVERIES = 0.185;

    private final SplittableRandom random;
    private long profiles;
    private long deliveries;
    private long others;

    /** @param accesses how many pages are read in all */
    ForgedPages(long accesses, SplittableRandom random) {
        this.random = random;
        this.profiles = Math.round(accesses * PROFILES);
        this.deliveries = Math.round(accesses * DELIVERIES);
        this.others = accesses - profiles - deliveries;
    }

    /** The next page, drawn as from an urn. */
    Page next(String account) {
        long left = profiles + deliveries + others;
        long ball = random.nextLong(Math.max(1, left));
        if (ball < profiles) {
            profiles--;
            return Page.profile(account);
        }
        if (ball < profiles + deliveries) {
            deliveries--;
            return Page.delivery(random);
        }
        others--;
        return Page.overview(account);
    }
}
