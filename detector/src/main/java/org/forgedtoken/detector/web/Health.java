package org.forgedtoken.detector.web;

import java.util.function.Supplier;

/**
 * What probes ask. A start that restores much state is live and not ready: killing it would only begin it anew.
 *
 * @param live whether the process is worth keeping
 * @param ready whether it does its work
 */
public record Health(Supplier<State> live, Supplier<State> ready) {

    /**
     * An answer.
     *
     * @param reason a few words, shown to anyone who asks
     */
    public record State(boolean good, String reason) {}
}
