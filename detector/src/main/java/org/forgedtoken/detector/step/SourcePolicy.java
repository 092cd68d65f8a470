package org.forgedtoken.detector.step;

import java.time.Duration;

/**
 * What WATCH goes by for sources.
 *
 * @param fanOutMin of so many accounts, or more, must one source use tokens that are not issued
 * @param unknownMin so many accounts that do not exist, in a day, are an alert
 * @param quiet ms without anything new after which an episode is over
 * @param sourcesMax so many sources are held, half of them of fewer than three accounts
 * @param accountsMax so many accounts of sources are held
 */
public record SourcePolicy(int fanOutMin, int unknownMin, long quiet, int sourcesMax, long accountsMax) {
    /** Some 200 MB at most, with a hundred bytes an account. */
    private static final int SOURCES_MAX = 400_000;

    private static final long ACCOUNTS_MAX = 2_000_000;

    /** With the bounds as shipped. */
    public SourcePolicy(int fanOutMin, int unknownMin, Duration quiet) {
        this(fanOutMin, unknownMin, quiet.toMillis(), SOURCES_MAX, ACCOUNTS_MAX);
    }
}
