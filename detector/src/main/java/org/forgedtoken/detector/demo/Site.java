package org.forgedtoken.detector.demo;

/**
 * The honest side of the traffic.
 *
 * @param members accounts at the start; their ids are numbers, of which less than half are taken
 * @param offices each some dozens of members behind one address, on working days
 * @param officeWorkers members of one office
 * @param partners each a batch client at one address that walks through its customers' accounts, nightly
 * @param partnerCustomers accounts that one partner walks through
 * @param services service accounts: clients with tokens of their own, for no member
 * @param signUps new accounts a day
 * @param deletions accounts deleted a day
 * @param lists whether there are a keys feed and an accounts feed, and a key rotation half-way
 * @param earlyLogins whether tokens are in use that were issued before the ledger began
 * @param rawTokens in percent of the sessions: the gateway logs the token itself
 */
public record Site(
        int members,
        int offices,
        int officeWorkers,
        int partners,
        int partnerCustomers,
        int services,
        double signUps,
        double deletions,
        boolean lists,
        boolean earlyLogins,
        int rawTokens) {

    /** Members alone, and no feed but accesses and issuances. */
    public static Site plain() {
        return new Site(20_000, 0, 0, 0, 0, 0, 0, 0, false, true, 33);
    }

    /** Everybody there is at a shop of that size. */
    public static Site whole() {
        return new Site(20_000, 3, 40, 2, 200, 3, 40, 10, true, true, 10);
    }

    /** The same, with a ledger that knows every token in use. */
    static Site fromTheLedgersBeginning() {
        return new Site(20_000, 3, 40, 2, 200, 3, 40, 10, true, false, 10);
    }

    /** So many changes that each can be seen within a minute, with a ledger that knows every token in use. */
    static Site busy() {
        return new Site(20_000, 2, 30, 1, 100, 2, 28_800, 4_320, true, false, 10);
    }
}
