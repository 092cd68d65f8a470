package org.forgedtoken.detector.rule.rate;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code account-rate-anomaly} under one threshold, over the accounts of one task. Mutable, and its accounts with it. */
public sealed interface RateModel {
    /** One account's state. */
    interface Account {
        /** As {@link LearnedRateRule#judge}. */
        Optional<RateFinding> judge(long time, long count);

        /** What is to be kept of it. */
        RateSnapshot snapshot();
    }

    /** An account, as it was left or (null) new. */
    Account account(@Nullable RateSnapshot left);

    /** What is to be kept of all accounts together. */
    RateSnapshot snapshot();

    /** Beyond what the account's own baseline explains. */
    record Learned(LearnedRateRule rule, Population population) implements RateModel {
        /** As it was left or (null) of which nothing is known. */
        public static Learned of(@Nullable RateSnapshot left) {
            return new Learned(new LearnedRateRule(), Population.of(left));
        }

        @Override
        public Account account(@Nullable RateSnapshot left) {
            AccountRate state = AccountRate.of(left);
            return new Account() {
                @Override
                public Optional<RateFinding> judge(long time, long count) {
                    return rule.judge(state, population, time, count);
                }

                @Override
                public RateSnapshot snapshot() {
                    return state.snapshot();
                }
            };
        }

        @Override
        public RateSnapshot snapshot() {
            return population.snapshot();
        }
    }

    /** Above a stated limit. */
    record Fixed(RateThreshold.Fixed limit) implements RateModel {
        @Override
        public Account account(@Nullable RateSnapshot left) {
            FixedRateRule rule = new FixedRateRule(limit);
            FixedRate state = FixedRate.of(left, limit.window());
            return new Account() {
                @Override
                public Optional<RateFinding> judge(long time, long count) {
                    return rule.judge(state, time, count);
                }

                @Override
                public RateSnapshot snapshot() {
                    return state.snapshot(limit.window());
                }
            };
        }

        @Override
        public RateSnapshot snapshot() {
            return new RateSnapshot(0, new double[0]);
        }
    }
}
