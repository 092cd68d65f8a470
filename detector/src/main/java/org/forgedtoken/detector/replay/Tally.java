package org.forgedtoken.detector.replay;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.judge.UnmatchedIssuers;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.step.Outcome;

/**
 * Counts what was read and what became of it. The two are counted apart, so that their equality (reference/dead-letters-and-sums.md)
 * says something: records where they are read, outcomes where the steps tell them. Not thread-safe.
 */
final class Tally {
    private static final class OfFeed {
        private long read;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private final long[] outcomes = new long[Outcome.values().length];
    }

    /** By {@link Feed}; counted in plain numbers, since every record is counted. */
    private final OfFeed[] feeds = new OfFeed[Feed.values().length];

    private final long[] undetermined = new long[Undetermined.values().length];

    final UnmatchedIssuers unmatched = new UnmatchedIssuers();

    Tally() {
        Arrays.setAll(feeds, feed -> new OfFeed());
    }

    /** A record was read, whatever is in it; {@code time} epoch ms, or {@link Times#UNKNOWN}. */
    void read(Feed feed, long time) {
        OfFeed counts = of(feed);
        counts.read++;
        if (Times.known(time)) {
            counts.first = Math.min(counts.first, time);
            counts.last = Math.max(counts.last, time);
        }
    }

    void outcome(Feed feed, Outcome outcome) {
        of(feed).outcomes[outcome.ordinal()]++;
    }

    /** Accesses that now stand under a verdict, or (negative) no longer do. */
    void verdict(Verdict verdict, long accesses) {
        unmatched.judged();
        count(verdict, accesses);
    }

    private void count(Verdict verdict, long accesses) {
        Outcome outcome = switch (verdict) {
            case ISSUED -> Outcome.ISSUED;
            case ALTERED -> Outcome.ALTERED;
            case NEVER_ISSUED -> Outcome.NEVER_ISSUED;
            case UNDETERMINED -> Outcome.UNDETERMINED;
        };
        of(Feed.ACCESS).outcomes[outcome.ordinal()] += accesses;
    }

    void undetermined(String issuer, Undetermined reason, long accesses) {
        unmatched.undetermined(issuer, reason);
        undetermined[reason.ordinal()] += accesses;
        count(Verdict.UNDETERMINED, accesses);
    }

    /** All records of the feed. */
    long read(Feed feed) {
        return of(feed).read;
    }

    /** Whether any record of the feed told its time. */
    boolean hasTimes(Feed feed) {
        return of(feed).first <= of(feed).last;
    }

    /** The earliest event time read, where there is one. */
    long first(Feed feed) {
        return of(feed).first;
    }

    /** The newest event time read, where there is one. */
    long last(Feed feed) {
        return of(feed).last;
    }

    /**
     * Every outcome that records of the feed can have. An access with several tokens counts under the verdict of each that is
     * not issued, and for each but the first of all one access less counts as issued: where too few are, one less under
     * another verdict.
     */
    Map<Outcome, Long> outcomes(Feed feed) {
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        Outcome.of(feed).forEach(outcome -> outcomes.put(outcome, of(feed).outcomes[outcome.ordinal()]));
        if (feed == Feed.ACCESS) {
            long tooMany = -Math.min(0, outcomes.merge(Outcome.ISSUED, 0L, Long::sum));
            outcomes.merge(Outcome.ISSUED, tooMany, Long::sum);
            for (Outcome other : List.of(Outcome.UNDETERMINED, Outcome.ALTERED, Outcome.NEVER_ISSUED)) {
                long taken = Math.min(tooMany, outcomes.getOrDefault(other, 0L));
                outcomes.merge(other, -taken, Long::sum);
                tooMany -= taken;
            }
        }
        return outcomes;
    }

    /** Accesses by reason. */
    Map<Undetermined, Long> undetermined() {
        Map<Undetermined, Long> reasons = new EnumMap<>(Undetermined.class);
        for (Undetermined reason : Undetermined.values()) {
            reasons.put(reason, undetermined[reason.ordinal()]);
        }
        return reasons;
    }

    /** Whether each record that was read has exactly one outcome. */
    boolean addsUp() {
        return Arrays.stream(Feed.values()).allMatch(feed -> {
            Collection<Long> counts = outcomes(feed).values();
            return counts.stream().allMatch(count -> count >= 0)
                    && counts.stream().mapToLong(Long::longValue).sum() == read(feed);
        });
    }

    private OfFeed of(Feed feed) {
        return feeds[feed.ordinal()];
    }
}
