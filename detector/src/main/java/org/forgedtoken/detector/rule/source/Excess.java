package org.forgedtoken.detector.rule.source;

/**
 * More accounts of one source whose tokens nobody vouches for than what happened at all others explains.
 *
 * @param window over which
 * @param proven whether only tokens are counted that were never issued or altered; else all that are not issued
 * @param accounts whose tokens the source used, estimated where they are many
 * @param unvouched how many of them are so
 * @param share what was to be expected of them, by all other sources
 * @param logChance log10 of the chance of so many or more
 * @param exact whether all accounts were counted, none estimated
 */
public record Excess(
        SourceWindow window,
        boolean proven,
        long accounts,
        long unvouched,
        double share,
        double logChance,
        boolean exact) {}
