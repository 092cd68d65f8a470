package org.forgedtoken.detector.coverage;

import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The silence that one issuer's feed in one partition is allowed, learned from the gaps between its records that broke
 * nothing: the largest of 1 min, three times the longest of the last 1 000 gaps, and the gap s that is exceeded with a
 * chance below 1e-6. For the last: gaps of a Poisson feed of unknown rate, n gaps of sum T seen, exceed s with the
 * chance (T / (T + s))ⁿ (the predictive Lomax tail under Jeffreys' scale prior 1/λ), so s = T · (1e6^(1/n) − 1).
 */
final class Silence {
    private static final long AT_LEAST = 60_000;
    private static final int LONGEST_OF = 1_000;
    private static final int TAIL_OF = 100;
    private static final int KNOWN_FROM = 5;
    private static final double ONE_IN = 1e6;

    /** For n gaps, of which sum the improbable one is which multiple: asked for with every mark, for every record. */
    private static final double[] IMPROBABLE = IntStream.rangeClosed(0, TAIL_OF)
            .mapToDouble(n -> Math.pow(ONE_IN, 1.0 / n) - 1)
            .toArray();

    private final MaxSilence setting;
    /** The last gaps. */
    private final ArrayDeque<Long> gaps;
    /** Of those, each that no later one exceeds, so that the first is the longest. */
    private final ArrayDeque<Long> maxima;
    /** The last {@value #TAIL_OF} of the gaps. */
    private final ArrayDeque<Long> tail;

    private long tailSum;

    Silence(MaxSilence setting) {
        this(setting, new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>(), 0);
    }

    private Silence(
            MaxSilence setting, ArrayDeque<Long> gaps, ArrayDeque<Long> maxima, ArrayDeque<Long> tail, long tailSum) {
        this.setting = setting;
        this.gaps = gaps;
        this.maxima = maxima;
        this.tail = tail;
        this.tailSum = tailSum;
    }

    void learn(long gap) {
        if (setting instanceof MaxSilence.Fixed) {
            return;
        }
        gaps.addLast(gap);
        while (!maxima.isEmpty() && maxima.getLast() < gap) {
            maxima.removeLast();
        }
        maxima.addLast(gap);
        tail.addLast(gap);
        tailSum += gap - (tail.size() > TAIL_OF ? tail.removeFirst() : 0);
        if (gaps.size() > LONGEST_OF && gaps.removeFirst().equals(maxima.getFirst())) {
            maxima.removeFirst();
        }
    }

    /** What {@link #limit} never falls below, in ms. */
    long least() {
        return setting instanceof MaxSilence.Fixed fixed ? fixed.millis() : AT_LEAST;
    }

    /** The longest silence that breaks nothing, in ms; {@link Long#MAX_VALUE} before five gaps are known. */
    long limit() {
        if (setting instanceof MaxSilence.Fixed fixed) {
            return fixed.millis();
        }
        int n = tail.size();
        if (n < KNOWN_FROM) {
            return Long.MAX_VALUE;
        }
        double improbable = tailSum * IMPROBABLE[n];
        return Math.max(AT_LEAST, Math.max(3 * maxima.getFirst(), (long) improbable));
    }

    /** The same of a feed that has just begun, before any of these records is settled. */
    long limit(RecentTimes recent) {
        long limit = limit();
        if (limit != Long.MAX_VALUE) {
            return limit;
        }
        Silence soon = copy();
        for (int i = 1; i < Math.min(recent.size(), TAIL_OF); i++) {
            soon.learn(recent.time(i) - recent.time(i - 1));
        }
        return soon.limit();
    }

    List<Long> snapshot() {
        return List.copyOf(gaps);
    }

    Silence copy() {
        return new Silence(setting, gaps.clone(), maxima.clone(), tail.clone(), tailSum);
    }
}
