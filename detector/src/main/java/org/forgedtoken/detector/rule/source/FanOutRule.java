package org.forgedtoken.detector.rule.source;

import java.util.Optional;

/**
 * {@code source-fan-out}: one source uses tokens of many accounts that nobody vouches for, more than the share among all
 * other sources explains. A carrier's network, an office or a partner is no different from the rest, whatever befalls the
 * issuance feed; whoever forges is.
 *
 * @param least {@code source.fan-out.min}: fewer accounts are never an alert
 */
public record FanOutRule(int least) {
    /** The chance of a false alert, each time that the rule is asked. */
    static final double LOG_CHANCE = -6;

    /** The least likely of the windows, where it is beyond chance. */
    public Optional<Excess> judge(SourceActivity source, BackgroundRate background) {
        return source.expectation(background).excess(source.newest(), least, LOG_CHANCE);
    }
}
