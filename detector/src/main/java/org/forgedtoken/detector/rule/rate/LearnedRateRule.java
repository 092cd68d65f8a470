package org.forgedtoken.detector.rule.rate;

import java.util.Optional;
import org.forgedtoken.detector.rule.rate.RateFinding.Basis;
import org.jspecify.annotations.Nullable;

/**
 * {@code account-rate-anomaly}, learned: an account's busiest window of a day against those of its days before.
 *
 * <p>The method is the conjugate normal-gamma model of block maxima ({@link ExtremeBelief} names the sources): a count
 * is held against the law of the account's own <em>daily maximum</em> in a window of that length. A maximum already
 * holds the daily rhythm and the account's usual bursts, which a law of all its windows mistakes for anomalies; and it
 * makes the false-alarm budget one of account-days. A discounted Poisson-Gamma tail, an EWMA chart and a
 * peaks-over-threshold quantile were measured beside it, and found less (decision 20).
 *
 * <p>Arithmetic alone: the caller keeps the states, one {@link AccountRate} an account and one {@link Population}.
 */
public final class LearnedRateRule {
    /** A maximum further out comes on one account-day in a thousand, a window and side, by the account's own law. */
    public static final double SURPRISE = 3;

    /** No second finding while the first settles: half a day, in which the baseline starts to follow. */
    private static final long SETTLING = 12 * 3_600_000L;

    /** Catching up is bounded: of a longer absence no more is learned. */
    private static final long LONGEST_ABSENCE = 30L * RateBlocks.A_DAY;

    private final double threshold;

    /** The rule as shipped. */
    public LearnedRateRule() {
        this(SURPRISE);
    }

    /** @param threshold the surprise from which a count is a finding, -log10 of a chance */
    public LearnedRateRule(double threshold) {
        this.threshold = threshold;
    }

    /**
     * Takes accesses of an account into its state and the population's.
     *
     * @param time event time, epoch ms; may lie behind that of a former call
     * @param count how many at once
     * @return the most surprising window, where that is beyond what the baseline explains
     */
    public Optional<RateFinding> judge(AccountRate account, Population population, long time, long count) {
        RateFinding most = null;
        long block = RateBlocks.at(time);
        account.block = account.block == AccountRate.UNKNOWN ? block : Math.max(account.block, block - LONGEST_ABSENCE);
        while (account.block < block) {
            most = greater(most, endBlock(account, population, time));
        }
        for (WindowHabit habit : account.habits) {
            double drift = population.drift(habit.window);
            double low = habit.advance(time, drift);
            most = greater(most, finding(habit, time, 0, low));
            most = greater(most, busier(habit, population, drift, time, habit.add(time, count)));
        }
        if (most == null || most.surprise() < threshold || time < account.settledAt) {
            return Optional.empty();
        }
        account.settledAt = time + SETTLING;
        account.forget();
        return Optional.of(most);
    }

    /** Ends the open block in every window: what the last day lacked, and what it teaches. */
    private static @Nullable RateFinding endBlock(AccountRate account, Population population, long time) {
        RateFinding most = null;
        account.block++;
        account.blocksSeen = Math.min(account.blocksSeen + 1, RateBlocks.A_DAY);
        for (WindowHabit habit : account.habits) {
            double drift = population.drift(habit.window);
            if (!Double.isNaN(habit.high.open())) {
                population.learnBlock(habit.window, habit.high.open());
            }
            double lacking = habit.closeBlock(account.isDaySeen(), drift);
            most = greater(most, finding(habit, time, 0, lacking));
            if (habit.high.isKnown() && !Double.isNaN(habit.high.lastDay())) {
                population.learnDrift(habit.window, habit.high.belief().off(habit.high.lastDay()));
            }
        }
        return most;
    }

    private static RateFinding busier(WindowHabit habit, Population population, double drift, long time, long count) {
        double value = Counts.log(count);
        if (habit.high.isKnown()) {
            return finding(habit, time, count, habit.high.excess(value, drift));
        }
        double usual = Counts.of(population.usual(habit.window));
        double surprise = population.surprise(habit.window, value);
        return new RateFinding(habit.window, time, count, usual, surprise, Basis.POPULATION);
    }

    private static RateFinding finding(WindowHabit habit, long time, long count, double surprise) {
        double usual = Counts.of(habit.high.belief().mean());
        return new RateFinding(habit.window, time, count, usual, surprise, Basis.OWN);
    }

    private static @Nullable RateFinding greater(@Nullable RateFinding one, @Nullable RateFinding other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.surprise() > one.surprise() ? other : one;
    }
}
