package org.forgedtoken.detector.watch;

import static org.forgedtoken.detector.step.Memory.Place.IN_MEMORY;
import static org.forgedtoken.detector.step.Memory.Place.ON_DISK;

import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.rule.AccountHistory;
import org.forgedtoken.detector.rule.rate.RateEpisode;
import org.forgedtoken.detector.rule.rate.RateSnapshot;
import org.forgedtoken.detector.step.Memory;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.Stores;

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
        Store<PositionMark> positions) {
    public static final Memory<RateSnapshot> RATES =
            new Memory<>("watch-rates", "WATCH-ACCOUNTS", ON_DISK, RateSnapshot.class);

    public static final Memory<RateSnapshot> POPULATION =
            new Memory<>("watch-population", "WATCH-ACCOUNTS", IN_MEMORY, RateSnapshot.class);

    public static final Memory<RateEpisode> EPISODES =
            new Memory<>("watch-rate-episodes", "WATCH-ACCOUNTS", IN_MEMORY, RateEpisode.class);

    public static final Memory<AccountHistory> KNOWN_ACCOUNTS =
            new Memory<>("watch-known-accounts", "WATCH-ACCOUNTS", IN_MEMORY, AccountHistory.class);

    public static final Memory<UncertainUses> UNCERTAIN =
            new Memory<>("watch-uncertain-accounts", "WATCH-ACCOUNTS", IN_MEMORY, UncertainUses.class);

    public static final Memory<PositionMark> ACCOUNTS_READ_TO =
            new Memory<>("watch-account-positions", "WATCH-ACCOUNTS", IN_MEMORY, PositionMark.class);

    /** As it was left. */
    public static WatchAccountsState of(Stores stores) {
        return new WatchAccountsState(
                stores.of(RATES),
                stores.of(POPULATION),
                stores.of(EPISODES),
                stores.of(KNOWN_ACCOUNTS),
                stores.of(UNCERTAIN),
                stores.of(ACCOUNTS_READ_TO));
    }
}
