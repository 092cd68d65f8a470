package org.forgedtoken.detector.rule.rate;

/** From when on an account's rate is an anomaly: the setting {@code account.rate}. */
public sealed interface RateThreshold {
    /** Beyond what the account's own baseline explains: {@code learned}. */
    record Learned() implements RateThreshold {}

    /**
     * More than so many accesses in a window: {@code fixed:100/1m}.
     *
     * @param count the most that is let pass
     * @param window in which they are counted
     */
    record Fixed(long count, RateWindow window) implements RateThreshold {
        /** At least one access must be allowed. */
        public Fixed {
            if (count < 1) {
                throw new IllegalArgumentException("a fixed rate allows at least 1 access");
            }
        }
    }

    /** Never: {@code off}. */
    record Off() implements RateThreshold {}
}
