package org.forgedtoken.detector.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

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

    private final MaxSilence setting;
    private final Deque<Long> gaps = new ArrayDeque<>();
    private final Deque<Long> tail = new ArrayDeque<>();
    private final Deque<Long> maxima = new ArrayDeque<>();
    private long tailSum;

    Silence(MaxSilence setting) {
        this.setting = setting;
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
        if (gaps.size() > LONGEST_OF && gaps.removeFirst().equals(maxima.getFirst())) {
            maxima.removeFirst();
        }
        tail.addLast(gap);
        tailSum += gap;
        if (tail.size() > TAIL_OF) {
            tailSum -= tail.removeFirst();
        }
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
        double improbable = tailSum * (Math.pow(ONE_IN, 1.0 / n) - 1);
        return Math.max(AT_LEAST, Math.max(3 * maxima.getFirst(), (long) improbable));
    }

    List<Long> snapshot() {
        return new ArrayList<>(gaps);
    }

    Silence copy() {
        Silence copy = new Silence(setting);
        gaps.forEach(copy::learn);
        return copy;
    }
}
