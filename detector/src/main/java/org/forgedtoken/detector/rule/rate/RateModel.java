package org.forgedtoken.detector.rule.rate;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code account-rate-anomaly} under one threshold, over the accounts of one task. Mutable, and its accounts with it. */
public sealed interface RateModel {
    /** An account, as it was left or (null) new. */
    RatedAccount account(@Nullable RateSnapshot left);

    /** What is to be kept of all accounts together. */
    RateSnapshot snapshot();

    /** Beyond what the account's own baseline explains. */
    record Learned(LearnedRateRule rule, Population population) implements RateModel {
        /** As it was left or (null) of which nothing is known. */
        public static Learned of(@Nullable RateSnapshot left) {
            return new Learned(new LearnedRateRule(), Population.of(left));
        }

        @Override
        public RatedAccount account(@Nullable RateSnapshot left) {
            return takenUp(new OfLearned(rule, population), left);
        }

        @Override
        public RateSnapshot snapshot() {
            return population.snapshot();
        }
    }

    /** Above a stated limit. */
    record Fixed(RateThreshold.Fixed limit) implements RateModel {
        @Override
        public RatedAccount account(@Nullable RateSnapshot left) {
            return takenUp(new FixedRate(limit), left);
        }

        @Override
        public RateSnapshot snapshot() {
            return new RateSnapshot(0, new byte[1]);
        }
    }

    private static RatedAccount takenUp(RatedAccount account, @Nullable RateSnapshot left) {
        if (left != null) {
            account.become(left.state(), 0);
        }
        return account;
    }

    /** Under a learned threshold. */
    final class OfLearned extends RatedAccount {
        private final LearnedRateRule rule;
        private final Population population;
        private final AccountRate state = new AccountRate(RateSides.INCREASES);

        private OfLearned(LearnedRateRule rule, Population population) {
            this.rule = rule;
            this.population = population;
        }

        @Override
        public void becomeNew() {
            state.clear();
        }

        @Override
        public Optional<RateFinding> judge(long time, long count) {
            return rule.judge(state, population, time, count);
        }

        @Override
        public long lastSeen() {
            return state.lastSeen();
        }

        @Override
        void read(RateNumbers numbers) {
            state.read(numbers);
        }

        @Override
        void write(RateNumbers numbers) {
            state.write(numbers);
        }
    }
}
