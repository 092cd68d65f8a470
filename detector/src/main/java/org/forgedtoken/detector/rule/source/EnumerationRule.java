package org.forgedtoken.detector.rule.source;

import java.util.List;
import java.util.Optional;
import org.forgedtoken.detector.rule.source.Walk.Run;

/**
 * {@code source-enumeration}: one source walks through account numbers, up or down. Of those whose tokens nobody vouches
 * for, in the order of their first use, the longest monotone subsequence is longer than a random order has: gaps,
 * sampled numbers and several walkers at once shorten it, but not to that.
 *
 * <p>In a random order of n it is 2·√n + n^(1/6)·χ long, with χ of the Tracy-Widom law (Baik, Deift, Johansson, <i>On the
 * Distribution of the Length of the Longest Increasing Subsequence of Random Permutations</i>, 1999).
 *
 * <p>Someone who walks through his own customers with their issued tokens is a batch client; and where the ledger lacks
 * what everyone uses, order alone is no crime either. Only where the issuer is not carried at all does it speak alone.
 */
public final class EnumerationRule {
    /** Shorter sequences say nothing. */
    public static final int LEAST = 20;

    /** P(χ > 3.4) is below 1e-6. */
    private static final double CHI = 3.4;

    /** What must stand alone must be longer, and no chance at all: P(χ > 6) is below 1e-10. */
    private static final int LEAST_ALONE = 60;

    private static final double CHI_ALONE = 6;

    private static final int SHOWN = 5;

    /** The rule as shipped. */
    public EnumerationRule() {}

    /**
     * A walk.
     *
     * @param isUp whether the numbers grow
     * @param numbers how many numbers were looked at
     * @param inSequence how many of them are in sequence
     * @param newest the newest of these
     * @param excess what says that they are no one's own customers; empty where the sequence speaks alone
     */
    public record Found(boolean isUp, int numbers, int inSequence, List<Long> newest, Optional<Excess> excess) {}

    /** The walk that this source is on, if it is. */
    public Optional<Found> judge(SourceActivity source, Surroundings surroundings) {
        Optional<Excess> excess =
                source.expectation(surroundings).excess(source.newest(), LEAST, FanOutRule.LOG_CHANCE);
        if (excess.isPresent()) {
            Optional<Found> found = judge(source.refuted(), LEAST, CHI, excess);
            return found.isPresent() ? found : judge(source.uncovered(), LEAST, CHI, excess);
        }
        return judge(source.uncovered(), LEAST_ALONE, CHI_ALONE, excess);
    }

    private static Optional<Found> judge(Walk walk, int least, double chi, Optional<Excess> excess) {
        int n = walk.size();
        if (n < least) {
            return Optional.empty();
        }
        Run run = walk.longestRun();
        int length = run.numbers().size();
        if (length <= 2 * Math.sqrt(n) + chi * Math.pow(n, 1 / 6.0)) {
            return Optional.empty();
        }
        List<Long> newest = run.numbers().subList(Math.max(0, length - SHOWN), length);
        return Optional.of(new Found(run.isUp(), n, length, newest, excess));
    }
}
