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
 * others do often is no anomaly of an account that is hardly known. Beside the counts of four windows it is asked how
 * five-minute counts move ({@link RateMeasure}), each by its own daily maximum. After a finding a new habit is learned for
 * a day beside the former ({@link WindowHabit.DayExtreme}). A discounted Poisson-Gamma tail, an EWMA chart and a
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

    /** No second finding so soon. */
    private static final long SETTLING = 12 * 3_600_000L;

    /**
     * Of an account that only the population could judge, none before it can be judged by itself: after a day that is seen,
     * one that is learned, and the block that it began in. Each finding puts that off, so that one which keeps to a rate of
     * its own would be accused of it for ever.
     */
    private static final long LEARNING = 51 * 3_600_000L;

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
        take(account, population, time, count);
        if (time < account.settledAt || (account.seen.isEmpty() && isOrdinary(account, population))) {
            return Optional.empty();
        }
        Surprises seen = say(account, population, time);
        if (seen.together() < SURPRISE + population.share()) {
            return Optional.empty();
        }
        account.settledAt = time + (seen.most().basis() == Basis.POPULATION ? LEARNING : SETTLING);
        account.change();
        return Optional.of(seen.most());
    }

    /** Takes accesses in; what the windows say of them. */
    static Surprises surprises(AccountRate account, Population population, long time, long count) {
        take(account, population, time, count);
        return say(account, population, time);
    }

    private static void take(AccountRate account, Population population, long time, long count) {
        account.seen.clear();
        long block = RateBlocks.at(time);
        population.isActive(RateBlocks.day(account.block), RateBlocks.day(block));
        account.block = account.block == RateBlocks.NEVER ? block : Math.max(account.block, block - LONGEST_ABSENCE);
        while (account.block < block) {
            endBlock(account, population, time, account.seen);
        }
        account.recent.take(time, count);
        for (int i = 0; i < account.habits.length; i++) {
            WindowHabit habit = account.habits[i];
            add(account.seen, habit, time, 0, habit.advance(time, population.drift(habit.measure)));
            double value = habit.add(time, count);
            account.values[i] = habit.high.isChanging() ? Double.NaN : value;
        }
    }

    /**
     * Whether no measure alone is beyond one in a hundred: then all together are within the budget, whatever they are
     * exactly. So it is with nearly all accesses.
     */
    private static boolean isOrdinary(AccountRate account, Population population) {
        for (int i = 0; i < account.habits.length; i++) {
            WindowHabit habit = account.habits[i];
            double value = account.values[i];
            if (Double.isNaN(value)) {
                continue;
            }
            boolean isOrdinary = habit.high.isKnown()
                    ? habit.high.excess(value, population.drift(habit.measure)) <= 0
                    : !habit.measure.isCount() || population.isOrdinary(habit.measure.window(), value);
            if (!isOrdinary) {
                return false;
            }
        }
        return true;
    }

    private static Surprises say(AccountRate account, Population population, long time) {
        for (int i = 0; i < account.habits.length; i++) {
            WindowHabit habit = account.habits[i];
            double value = account.values[i];
            if (Double.isNaN(value)) {
                continue;
            }
            if (habit.high.isKnown()) {
                double drift = population.drift(habit.measure);
                add(account.seen, habit, time, habit.count(), ofItsOwn(account, habit, population, drift, value));
            } else if (habit.measure.isCount()) {
                account.seen.add(habit.measure, byThePopulation(habit, population, time, value));
            }
        }
        return account.seen;
    }

    /** Ends the open block in every window: what the last day lacked, and what it teaches. */
    private static void endBlock(AccountRate account, Population population, long time, Surprises seen) {
        account.block++;
        account.countBlock();
        boolean teaches = !account.isOutside(population);
        boolean wasUsed = false;
        for (WindowHabit habit : account.habits) {
            double drift = population.drift(habit.measure);
            if (teaches && habit.measure.isCount() && !Double.isNaN(habit.high.open())) {
                population.learnBlock(habit.measure.window(), habit.high.open());
            }
            double lacking = habit.closeBlock(account.isDaySeen(), drift);
            add(seen, habit, time, 0, lacking);
            boolean wasSeen = !Double.isNaN(habit.high.lastDay());
            wasUsed |= wasSeen;
            if (teaches && habit.measure.isCount() && account.isDaySeen() && wasSeen) {
                population.learnMaximum(habit.measure.window(), habit.high.lastDay());
            }
            if (teaches && habit.high.isKnown() && wasSeen) {
                population.learnDrift(habit.measure, habit.high.belief().off(habit.high.lastDay()));
            }
        }
        if (wasUsed) {
            account.countOwnBlock();
        }
    }

    /** How surprising a value is by what the account's own days say, or by what they may change into. */
    private static double ofItsOwn(
            AccountRate account, WindowHabit habit, Population population, double drift, double value) {
        double own = habit.high.excess(value, drift);
        return own > 0 && !account.isItsOwn() && !account.isOutside(population)
                ? population.tempered(
                        habit.measure.window(),
                        Counts.log(habit.count()),
                        own,
                        habit.high.belief().change())
                : own;
    }

    private static RateFinding byThePopulation(WindowHabit habit, Population population, long time, double value) {
        double usual = habit.countAt(population.usual(habit.measure.window()));
        double surprise = population.surprise(habit.measure.window(), value);
        return new RateFinding(habit.measure.window(), time, habit.count(), usual, surprise, Basis.POPULATION);
    }

    private static void add(Surprises seen, WindowHabit habit, long time, long count, double surprise) {
        if (surprise > 0) {
            double usual = habit.countAt(habit.high.belief().mean());
            seen.add(habit.measure, new RateFinding(habit.measure.window(), time, count, usual, surprise, Basis.OWN));
        }
    }
}
