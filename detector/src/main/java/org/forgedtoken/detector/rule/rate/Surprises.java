package org.forgedtoken.detector.rule.rate;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the measures of one account say at one moment, as one false-alarm budget: the harmonic mean of their chances (D. J.
 * Wilson, <i>The harmonic mean p-value for combining dependent tests</i>, PNAS 2019). Windows that all see the same burst
 * count as one test, and one that sees it alone as the least of seven.
 */
final class Surprises {
    private final double[] surprises = new double[RateMeasure.values().length];
    private @Nullable RateFinding most;

    /** Nothing has been said. */
    void clear() {
        Arrays.fill(surprises, 0);
        most = null;
    }

    boolean isEmpty() {
        return most == null;
    }

    void add(RateMeasure measure, RateFinding finding) {
        int at = measure.ordinal();
        surprises[at] = Math.max(surprises[at], finding.surprise());
        if (most == null || finding.surprise() > most.surprise()) {
            most = finding;
        }
    }

    /** How surprising it is to see this by one law or, with this chance, by another. */
    static double either(double one, double other, double chance) {
        return -Math.log10((1 - chance) * Math.pow(10, -one) + chance * Math.pow(10, -other));
    }

    /** -log10 of the combined chance. */
    double together() {
        double greatest = most == null ? 0 : most.surprise();
        double sum = 0;
        for (double surprise : surprises) {
            sum += Math.pow(10, surprise - greatest);
        }
        return greatest + Math.log10(sum / surprises.length);
    }

    /** The most surprising window, with the combined surprise. */
    RateFinding most() {
        RateFinding found = Objects.requireNonNull(most);
        return new RateFinding(found.window(), found.time(), found.count(), found.usual(), together(), found.basis());
    }
}
