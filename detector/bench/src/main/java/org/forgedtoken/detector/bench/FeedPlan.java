package org.forgedtoken.detector.bench;

import java.util.stream.IntStream;

/**
 * How large a seeded feed is, and when: tokens are issued at an even pace from some time before the first access to the
 * last one, so that both feeds are about as dense throughout, as a backlog is; of the hour before the ledger is known to be
 * complete. Times are epoch ms.
 *
 * @param tokens that are issued, all of them live to the end
 * @param accesses with them and with forged ones
 * @param forged tokens that were never issued, at most one in 1 000 accesses; each third is used twice
 * @param end of the last access
 * @param accessesASecond at which pace accesses come
 * @param forgedAge how old a forged token claims to be at its first use, ms; {@link #ANY_AGE}: up to an hour
 */
record FeedPlan(long seed, int tokens, int accesses, int forged, long end, int accessesASecond, long forgedAge) {
    static final long ANY_AGE = -1;

    private static final int BREACHED_SITE = 36_000;
    private static final long KNOWN_BEFORE = 3_600_000;
    private static final long LEAST_BEFORE = 10_000;
    /** Nobody presents a token before the reply that brought it. */
    private static final long SOONEST = 2_000;

    FeedPlan {
        if (tokens < 100 || forged < 1 || accesses / 1_000 < forged) {
            throw new IllegalArgumentException(
                    "At least 100 tokens are needed, a forged one, and 1000 accesses for each forged one.");
        }
    }

    /** A backlog at the pace of the breached site. */
    static FeedPlan backlog(long seed, int tokens, int accesses, int forged, long end) {
        return new FeedPlan(seed, tokens, accesses, forged, end, BREACHED_SITE, ANY_AGE);
    }

    /** A feed of the same kind, so many times smaller. */
    FeedPlan smaller(int times) {
        return new FeedPlan(
                seed,
                Math.max(100, tokens / times),
                Math.max(1_000, accesses / times),
                Math.max(1, forged / times),
                end,
                accessesASecond,
                forgedAge);
    }

    long firstAccess() {
        return accessTime(0);
    }

    long firstIssuance() {
        return firstAccess() - Math.max(LEAST_BEFORE, tokens * 1_000L / accessesASecond);
    }

    /** From here on the ledger is known to be complete. */
    long coveredFrom() {
        return firstIssuance() - KNOWN_BEFORE;
    }

    long accessTime(int access) {
        return end - (accesses - 1L - access) * 1_000 / accessesASecond;
    }

    long issuedAt(int token) {
        return firstIssuance() + token * (end - firstIssuance()) / tokens;
    }

    /** How many tokens can be in use at this time. */
    int inUse(long time) {
        return (int) Math.max(1, (time - SOONEST - firstIssuance()) * tokens / (end - firstIssuance()));
    }

    /** Which forged token this access uses, or -1. */
    int forgedAt(int access) {
        int which = access / stride();
        int place = access % stride();
        boolean again = place == stride() * 3 / 4 && which % 3 == 0;
        return which < forged && (place == stride() / 2 || again) ? which : -1;
    }

    /** How many accesses use a forged token. */
    int forgedAccesses() {
        return (int) IntStream.range(0, accesses)
                .filter(access -> forgedAt(access) >= 0)
                .count();
    }

    long firstForgedUse(int which) {
        return accessTime(which * stride() + stride() / 2);
    }

    /** Of any age: inside what the ledger covers, with room for grace and skew on both sides. */
    long forgedIssuedAt(int which) {
        if (forgedAge != ANY_AGE) {
            return firstForgedUse(which) - forgedAge;
        }
        long room = 600_000;
        return coveredFrom() + room + Math.floorMod(Mix.of(seed, 11, which), KNOWN_BEFORE - 2 * room);
    }

    private int stride() {
        return accesses / forged;
    }
}
