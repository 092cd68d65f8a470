package org.forgedtoken.detector.rule.source;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.forgedtoken.detector.rule.source.Walk.Run;

/**
 * {@code source-enumeration}: one source walks through account numbers, up or down. Of those whose tokens are not issued,
 * in the order of their first use, the longest monotone subsequence is longer than a random order has: gaps, sampled
 * numbers and several walkers at once shorten it, but not to that.
 *
 * <p>In a random order of n it is 2·√n + n^(1/6)·χ long, with χ of the Tracy-Widom law (Baik, Deift, Johansson, <i>On the
 * Distribution of the Length of the Longest Increasing Subsequence of Random Permutations</i>, 1999).
 *
 * <p>They must also be more than all other sources explain: someone who walks through his own customers with their
 * issued tokens is a batch client, and where the ledger lacks what everyone uses, order alone is no crime either. Only
 * where the issuer is not carried at all does it speak alone.
 */
public final class EnumerationRule {
    /** Fewer numbers say nothing. */
    public static final int LEAST = 20;

    private static final int LEAST_UNCOVERED = 60;

    /** P(χ > 3.4) is below 1e-6. */
    private static final double CHI = 3.4;

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
    public record Found(boolean isUp, int numbers, int inSequence, List<String> newest, Optional<Excess> excess) {}

    /** The walk that this source is on, if it is. */
    public Optional<Found> judge(SourceActivity source, BackgroundRate background) {
        Optional<Excess> excess = source.expectation(background).excess(source.newest(), LEAST, FanOutRule.LOG_CHANCE);
        if (excess.isPresent()) {
            Set<TrustClass> carried = EnumSet.of(TrustClass.FORGED, TrustClass.UNKNOWN);
            if (source.countsWithoutCoverage()) {
                carried.add(TrustClass.NO_COVERAGE);
            }
            Optional<Found> found = judge(source, carried, LEAST, excess);
            if (found.isPresent()) {
                return found;
            }
        }
        return judge(source, EnumSet.of(TrustClass.UNCOVERED), LEAST_UNCOVERED, Optional.empty());
    }

    private static Optional<Found> judge(
            SourceActivity source, Set<TrustClass> standings, int least, Optional<Excess> excess) {
        List<AccountNumber> numbers = source.walk().numbers(standings);
        int n = numbers.size();
        if (n < least) {
            return Optional.empty();
        }
        Run run = Walk.longestRun(numbers);
        int length = run.numbers().size();
        if (length <= 2 * Math.sqrt(n) + CHI * Math.pow(n, 1 / 6.0)) {
            return Optional.empty();
        }
        List<String> newest = run.numbers().subList(Math.max(0, length - SHOWN), length).stream()
                .map(AccountNumber::digits)
                .toList();
        return Optional.of(new Found(run.isUp(), n, length, newest, excess));
    }
}
