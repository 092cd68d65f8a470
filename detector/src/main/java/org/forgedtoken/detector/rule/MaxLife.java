package org.forgedtoken.detector.rule;

import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ledger.IssuerFacts;

/** The longest life of a token ({@code token.max-life}). */
public sealed interface MaxLife {
    /** What is taken until an issuer has taught better, in ms. */
    long UNTIL_LEARNED = 30L * 24 * 60 * 60 * 1000;

    /** The longest life in ms, from what was known at {@code time}. */
    long millis(IssuerFacts facts, long time);

    /** The longest life that a token of this issuer can claim, or {@link Times#UNKNOWN} where nobody knows. */
    long longestClaimable(IssuerFacts facts, long time);

    /** As the issuer's own records state. */
    record Auto() implements MaxLife {
        @Override
        public long millis(IssuerFacts facts, long time) {
            long learned = facts.longestLifetime(time);
            return Times.known(learned) ? learned : UNTIL_LEARNED;
        }

        @Override
        public long longestClaimable(IssuerFacts facts, long time) {
            return facts.longestLifetime(time);
        }
    }

    /** As set, in ms. */
    record Fixed(long length) implements MaxLife {
        @Override
        public long millis(IssuerFacts facts, long time) {
            return length;
        }

        @Override
        public long longestClaimable(IssuerFacts facts, long time) {
            return length;
        }
    }
}
