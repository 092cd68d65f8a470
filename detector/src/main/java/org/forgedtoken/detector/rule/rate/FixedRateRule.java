package org.forgedtoken.detector.rule.rate;

import java.util.Optional;
import org.forgedtoken.detector.rule.rate.RateFinding.Basis;

/** {@code account-rate-anomaly} against a stated limit: nothing is learned, and nothing explains an excess. */
public final class FixedRateRule {
    private final RateThreshold.Fixed limit;

    /** Finds what is above this limit. */
    public FixedRateRule(RateThreshold.Fixed limit) {
        this.limit = limit;
    }

    /** As {@link LearnedRateRule#judge}; a window above the limit is found at each access in it. */
    public Optional<RateFinding> judge(FixedRate account, long time, long count) {
        long seen = account.add(limit.window(), time, count);
        return seen <= limit.count()
                ? Optional.empty()
                : Optional.of(new RateFinding(limit.window(), time, seen, limit.count(), 0, Basis.FIXED));
    }
}
