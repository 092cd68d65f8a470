package org.forgedtoken.detector.watch;

import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.rule.AccountHistory;
import org.forgedtoken.detector.rule.rate.RateEpisode;
import org.forgedtoken.detector.rule.rate.RateSnapshot;
import org.forgedtoken.detector.step.Store;

/**
 * All that WATCH remembers of accounts.
 *
 * @param rates by account
 * @param population of all accounts of each class together
 * @param episodes the open ones, by account
 * @param known by account
 * @param uncertain by account
 * @param positions by feed and partition; of the access feed, by judging task
 */
public record WatchAccountsState(
        Store<RateSnapshot> rates,
        Store<RateSnapshot> population,
        Store<RateEpisode> episodes,
        Store<AccountHistory> known,
        Store<UncertainUses> uncertain,
        Store<PositionMark> positions) {}
