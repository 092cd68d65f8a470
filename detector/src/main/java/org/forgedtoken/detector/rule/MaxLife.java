package org.forgedtoken.detector.rule;

import java.time.Duration;
import java.util.Optional;
import org.forgedtoken.detector.coverage.IssuerFacts;
import org.forgedtoken.detector.coverage.Lifetimes;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/** The longest life of a token ({@code token.max-life}), per issuer and kind. */
public sealed interface MaxLife {
    /** Some of the issuer's records state a lifetime and others none: a token may live for ever. */
    long UNBOUNDED = Long.MAX_VALUE;

    /** The longest life in ms, from what was known at {@code time}, or {@link #UNBOUNDED}. */
    long millis(IssuerFacts facts, @Nullable String kind, long time);

    /** The longest life in ms that the issuer has ever given, or {@link Times#UNKNOWN} where no one knows. */
    long longestGiven(IssuerFacts facts, @Nullable String kind, long time);

    /** Fixed at this life, where there is one. */
    static MaxLife of(Optional<Duration> life) {
        return life.<MaxLife>map(some -> new Fixed(some.toMillis())).orElseGet(Auto::new);
    }

    /** As the issuer's own records state. */
    record Auto() implements MaxLife {
        private static final long DAY = 24L * 60 * 60 * 1000;
        /** Until this was taught for so long, the default counts. */
        private static final long LEARN_OVER = 7 * DAY;

        private static final long UNTIL_LEARNED = 30 * DAY;

        @Override
        public long millis(IssuerFacts facts, @Nullable String kind, long time) {
            Lifetimes stated = facts.lifetimes(kind);
            return stated.areMixed(time) ? UNBOUNDED : Times.either(stated.longest(time, LEARN_OVER), UNTIL_LEARNED);
        }

        @Override
        public long longestGiven(IssuerFacts facts, @Nullable String kind, long time) {
            return facts.lifetimes(kind).longest(time, 0);
        }
    }

    /** As set, in ms. */
    record Fixed(long length) implements MaxLife {
        @Override
        public long millis(IssuerFacts facts, @Nullable String kind, long time) {
            return length;
        }

        @Override
        public long longestGiven(IssuerFacts facts, @Nullable String kind, long time) {
            return length;
        }
    }
}
