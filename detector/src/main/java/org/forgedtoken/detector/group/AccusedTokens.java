package org.forgedtoken.detector.group;

/**
 * How many tokens of an incident are accused, those taken back not among them.
 *
 * @param verified those of which a use with a good signature proves the incident
 * @param accepted and was accepted
 */
record AccusedTokens(long standing, long verified, long accepted) {
    static final AccusedTokens NONE = new AccusedTokens(0, 0, 0);
    private static final int BITS = 20;
    private static final long ALL = (1L << BITS) - 1;

    /** Both together; or (negative {@code sign}) without the other. */
    AccusedTokens plus(AccusedTokens more, int sign) {
        return new AccusedTokens(
                standing + sign * more.standing, verified + sign * more.verified, accepted + sign * more.accepted);
    }

    /** One alert on a token, by the ordinal of its {@link org.forgedtoken.detector.alert.Proof}. */
    static AccusedTokens ofAlert(long proof) {
        return new AccusedTokens(1, proof > 0 ? 1 : 0, proof > 1 ? 1 : 0);
    }

    /** One token, of which these are the alerts. */
    AccusedTokens one() {
        return new AccusedTokens(Math.min(1, standing), Math.min(1, verified), Math.min(1, accepted));
    }

    /** As one number: of a token there are few alerts. */
    long packed() {
        return standing | (verified << BITS) | (accepted << (2 * BITS));
    }

    static AccusedTokens unpacked(long packed) {
        return new AccusedTokens(packed & ALL, (packed >> BITS) & ALL, (packed >> (2 * BITS)) & ALL);
    }
}
