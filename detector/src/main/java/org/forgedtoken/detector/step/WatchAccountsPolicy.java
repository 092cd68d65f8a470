package org.forgedtoken.detector.step;

import org.forgedtoken.detector.rule.rate.RateThreshold;

/**
 * What WATCH goes by for accounts; times in ms. See the settings {@code account.rate}, {@code episode.quiet},
 * {@code account.grace} and {@code clock.skew}.
 *
 * @param hasAccounts whether there is an accounts feed
 */
public record WatchAccountsPolicy(RateThreshold rate, long quiet, boolean hasAccounts, long grace, long skew) {}
