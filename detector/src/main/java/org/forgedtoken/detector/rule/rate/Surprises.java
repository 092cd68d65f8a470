package org.forgedtoken.detector.rule.rate;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the windows of one account say at one moment, as one false-alarm budget: the harmonic mean of their chances (D. J.
 * Wilson, <i>The harmonic mean p-value for combining dependent tests</i>, PNAS 2019). Windows that all see the same burst
 * count as one test, and one that sees it alone as the least of four.
 */
final class Surprises {
    private final double[] surprises = new double[RateWindow.values().length];
    private @Nullable RateFinding most;

    void add(RateFinding finding) {
        int window = finding.window().ordinal();
        surprises[window] = Math.max(surprises[window], finding.surprise());
        if (most == null || finding.surprise() > most.surprise()) {
            most = finding;
        }
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
