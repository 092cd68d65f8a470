package org.forgedtoken.detector.topology;

import java.util.List;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.rule.AccountHistory;
import org.forgedtoken.detector.rule.rate.RateEpisode;
import org.forgedtoken.detector.rule.rate.RateSnapshot;
import org.forgedtoken.detector.rule.source.BackgroundRate;
import org.forgedtoken.detector.topology.codec.RateSnapshotCodec;
import org.forgedtoken.detector.topology.codec.RecordCodec;
import org.forgedtoken.detector.watch.SourceSnapshot;
import org.forgedtoken.detector.watch.UncertainUses;

/** What WATCH remembers, in the order of the flow. */
final class WatchMemories {
    private static final String WATCH_ACCOUNTS = "WATCH-ACCOUNTS";

    static final Memory<RateSnapshot> RATES = new Memory<>(
            "watch-rates",
            WATCH_ACCOUNTS,
            true,
            new RateSnapshotCodec(),
            "account",
            "Each account's habit, put aside after ten accesses and no more often than every ten minutes: a crash"
                    + " loses those.");
    static final Memory<RateSnapshot> POPULATION = new Memory<>(
            "watch-population",
            WATCH_ACCOUNTS,
            false,
            new RateSnapshotCodec(),
            "class of accounts",
            "What all accounts of a class together do, put aside once a minute: a crash loses what came in since.");
    static final Memory<RateEpisode> EPISODES = new Memory<>(
            "watch-rate-episodes",
            WATCH_ACCOUNTS,
            false,
            new RecordCodec<>(RateEpisode.class),
            "account",
            "Accounts that are being read beyond their habit.");
    static final Memory<AccountHistory> KNOWN_ACCOUNTS = new Memory<>(
            "watch-known-accounts",
            WATCH_ACCOUNTS,
            false,
            new RecordCodec<>(AccountHistory.class),
            "account",
            "Since when each account exists, or is deleted.");
    static final Memory<UncertainUses> UNCERTAIN = new Memory<>(
            "watch-uncertain-accounts",
            WATCH_ACCOUNTS,
            false,
            new RecordCodec<>(UncertainUses.class),
            "account",
            "Uses of tokens for accounts that no record knows: those that wait for one, and those that were told.");
    static final Memory<PositionMark> ACCOUNTS_READ_TO = new Memory<>(
            "watch-account-positions",
            WATCH_ACCOUNTS,
            false,
            new RecordCodec<>(PositionMark.class),
            "feed and partition, or judging task",
            "How far accesses and accounts have been read.");
    static final Memory<SourceSnapshot> SOURCES = new Memory<>(
            "watch-sources",
            "WATCH-SOURCES",
            false,
            new RecordCodec<>(SourceSnapshot.class),
            "source",
            "What each source did against which something is held, put aside once a minute: a crash loses what came in"
                    + " since.");
    static final Memory<BackgroundRate.Slot> BACKGROUND_RATE = new Memory<>(
            "watch-surroundings",
            "WATCH-SOURCES",
            false,
            new RecordCodec<>(BackgroundRate.Slot.class),
            "place among thirty days of five minutes",
            "How many accounts were vouched for at all sources, put aside once a minute: a crash loses what came in"
                    + " since.");

    static final List<Remembered> ALL =
            List.of(RATES, POPULATION, EPISODES, KNOWN_ACCOUNTS, UNCERTAIN, ACCOUNTS_READ_TO, SOURCES, BACKGROUND_RATE);

    private WatchMemories() {}
}
