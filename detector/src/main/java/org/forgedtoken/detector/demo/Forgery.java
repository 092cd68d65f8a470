package org.forgedtoken.detector.demo;

/**
 * One use of a forged or altered token, as its maker knows it.
 *
 * @param time epoch ms
 * @param outcome what the access must be counted as
 * @param accused whether a rule accuses the token, so that the use belongs to its key's incident
 * @param accountExists whether the account that the token names exists at this time
 * @param keyKnown whether the issuer has a key of the token's key id, whoever signed with it
 * @param verified whether the gateway says that the signature is good
 * @param refused whether the gateway refused it all the same
 */
record Forgery(
        long time,
        Outcome outcome,
        boolean accused,
        boolean accountExists,
        boolean keyKnown,
        boolean verified,
        boolean refused) {}
