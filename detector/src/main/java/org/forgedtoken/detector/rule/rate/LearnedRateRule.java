package org.forgedtoken.detector.rule.rate;

import java.util.Optional;
import org.forgedtoken.detector.rule.rate.RateFinding.Basis;

/**
 * {@code account-rate-anomaly}, learned: an account's busiest window of a day against those of its days before.
 *
 * <p>The method is the conjugate normal-gamma model of block maxima ({@link ExtremeBelief} names the sources): a count
 * is held against the law of the account's own <em>daily maximum</em> in a window of that length. A maximum already
 * holds the daily rhythm and the account's usual bursts, which a law of all its windows mistakes for anomalies; and it
 * makes the false-alarm budget one of account-days, which the windows share ({@link Surprises}) and the accounts
 * (Bonferroni). A habit may change into that of any other account, the likelier the fewer days it has been seen: what
 * others do often is no anomaly of an account that is hardly known. A discounted Poisson-Gamma tail, an EWMA chart and a
 * peaks-over-threshold quantile were measured beside it, and found less (decision 20).
 *
 * <p>Arithmetic alone: the caller keeps the states, one {@link AccountRate} an account and one {@link Population}.
 */
public final class LearnedRateRule {
    /**
     * The false-alarm budget of a population, by its accounts' own laws: one day in 316 has one. All windows of all
     * accounts share it, so that a count must be the more surprising the more accounts there are.
     */
    public static final double SURPRISE = 2.5;

    /** No second finding while the first settles: half a day, in which the baseline starts to follow. */
    private static final long SETTLING = 12 * 3_600_000L;

    /** Catching up is bounded: of a longer absence no more is learned. */
    private static final long LONGEST_ABSENCE = 30L * RateBlocks.A_DAY;

    /**
     * Takes accesses of an account into its state and the population's.
     *
     * @param time event time, epoch ms; may lie behind that of a former call
     * @param count how many at once
     * @return the most surprising window, where that is beyond what the baseline explains
     */
    public Optional<RateFinding> judge(AccountRate account, Population population, long time, long count) {
        Surprises seen = surprises(account, population, time, count);
        if (time < account.settledAt || seen.together() < SURPRISE + population.share()) {
            return Optional.empty();
        }
        account.settledAt = time + SETTLING;
        account.forget();
        return Optional.of(seen.most());
    }

    /** Takes accesses in; what the windows say of them. */
    static Surprises surprises(AccountRate account, Population population, long time, long count) {
        Surprises seen = new Surprises();
        long block = RateBlocks.at(time);
        population.isActive(RateBlocks.day(account.block), RateBlocks.day(block));
        account.block = account.block == AccountRate.UNKNOWN ? block : Math.max(account.block, block - LONGEST_ABSENCE);
        while (account.block < block) {
            endBlock(account, population, time, seen);
        }
        for (WindowHabit habit : account.habits) {
            double drift = population.drift(habit.window);
            double low = habit.advance(time, drift);
            seen.add(finding(habit, time, 0, low));
            seen.add(busier(habit, population, drift, time, habit.add(time, count)));
        }
        return seen;
    }

    /** Ends the open block in every window: what the last day lacked, and what it teaches. */
    private static void endBlock(AccountRate account, Population population, long time, Surprises seen) {
        account.block++;
        account.blocksSeen = Math.min(account.blocksSeen + 1, RateBlocks.A_DAY);
        for (WindowHabit habit : account.habits) {
            double drift = population.drift(habit.window);
            if (!Double.isNaN(habit.high.open())) {
                population.learnBlock(habit.window, habit.high.open());
            }
            double lacking = habit.closeBlock(account.isDaySeen(), drift);
            seen.add(finding(habit, time, 0, lacking));
            if (habit.high.isKnown() && !Double.isNaN(habit.high.lastDay())) {
                population.learnDrift(habit.window, habit.high.belief().off(habit.high.lastDay()));
            }
        }
    }

    private static RateFinding busier(WindowHabit habit, Population population, double drift, long time, long count) {
        double value = Counts.log(count);
        if (habit.high.isKnown()) {
            double own = habit.high.excess(value, drift);
            double change = 1 / (1 + habit.high.belief().days());
            return finding(habit, time, count, own > 0 ? population.tempered(habit.window, value, own, change) : own);
        }
        double usual = Counts.of(population.usual(habit.window));
        double surprise = population.surprise(habit.window, value);
        return new RateFinding(habit.window, time, count, usual, surprise, Basis.POPULATION);
    }

    private static RateFinding finding(WindowHabit habit, long time, long count, double surprise) {
        double usual = Counts.of(habit.high.belief().mean());
        return new RateFinding(habit.window, time, count, usual, surprise, Basis.OWN);
    }
}
