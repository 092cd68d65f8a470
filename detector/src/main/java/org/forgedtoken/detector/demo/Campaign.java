package org.forgedtoken.detector.demo;

import java.time.Duration;

/**
 * An attack with a stolen backup key: one token as a test, and long after that a crawl through the account ids, one
 * token an id, from a pool of addresses that changes.
 *
 * @param accounts distinct ids in the forged tokens, the test's among them; more than half do not exist
 * @param addresses that they come from, the test's among them
 * @param accesses made with them, the test's among them
 * @param together how many addresses are in use at one time
 */
public record Campaign(int accounts, int addresses, long accesses, int together, When when, Extras extras) {

    /**
     * When it happens.
     *
     * @param testAfter time from the start to the test
     * @param after time from the start to the crawl
     * @param length of the crawl
     */
    public record When(Duration testAfter, Duration after, Duration length) {}

    /**
     * What happens besides.
     *
     * @param retiredKeyTokens forged with a key that was retired long ago
     * @param unknownKeyTokens forged with a key that is in no list, and never verified
     * @param rateSpikes accounts whose own, issued token is suddenly used by a machine
     * @param fanOuts addresses that each use forged tokens of 60 existing accounts within two minutes
     * @param rotationOverdue whether the partners' key is far older than it should be
     */
    public record Extras(
            int retiredKeyTokens, int unknownKeyTokens, int rateSpikes, int fanOuts, boolean rotationOverdue) {

        /** Nothing. */
        public static Extras none() {
            return new Extras(0, 0, 0, 0, false);
        }

        /** Some of each. */
        public static Extras some() {
            return new Extras(3, 3, 2, 1, true);
        }
    }

    /** No such attack. */
    public static Campaign none() {
        return new Campaign(0, 0, 0, 0, new When(Duration.ZERO, Duration.ZERO, Duration.ZERO), Extras.none());
    }

    /** The same with so many accounts, and its accesses in proportion; of 0 accounts none. */
    public Campaign withAccounts(int others) {
        long inProportion = accesses * others / Math.max(1, accounts);
        return others == 0 ? none() : new Campaign(others, addresses, inProportion, together, when, extras);
    }

    /** Whether there is none. */
    public boolean isNone() {
        return accounts == 0;
    }

    /** The parts of it that do not fit together, or an empty text. */
    String wrong(Duration duration) {
        if (isNone()) {
            return "";
        }
        if (accounts < 2 || addresses < 2 || addresses > accounts || together < 1 || accesses < 2L * accounts) {
            return "a crawl needs 2 accounts, 2 addresses but no more than accounts, and 2 accesses an account";
        }
        if (accesses > 20L * accounts) {
            return "a crawl makes 20 accesses an account at most";
        }
        if (when.testAfter.compareTo(when.after) > 0
                || when.after.plus(when.length).compareTo(duration) > 0) {
            return "the test must lie before the crawl, and the crawl within the duration";
        }
        return "";
    }
}
