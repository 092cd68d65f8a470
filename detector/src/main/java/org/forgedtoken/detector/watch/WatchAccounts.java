package org.forgedtoken.detector.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.coverage.Positions;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.rule.AccountHistory;
import org.forgedtoken.detector.rule.rate.RateModel;
import org.forgedtoken.detector.rule.rate.RateSnapshot;
import org.forgedtoken.detector.rule.rate.RateThreshold;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.AnonymousUse;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.ForGroup;
import org.forgedtoken.detector.step.ForWatch;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.LookAhead;
import org.forgedtoken.detector.step.Pace;
import org.forgedtoken.detector.step.Stage;
import org.forgedtoken.detector.step.UnknownUse;
import org.forgedtoken.detector.step.Watched;
import org.jspecify.annotations.Nullable;

/**
 * WATCH, for the accounts of one task: whether one is read beyond its habit, and whether it exists. What it knows of time
 * is what the marks say. Not thread-safe.
 */
public final class WatchAccounts implements Stage<ForWatch> {
    /** Some 325 000 accounts that were seen a few times, or 88 000 with habits. */
    public static final long HELD_BYTES = 32L << 20;

    /** Accounts written down in a second: some 400 KB, to disk and to the changelog. */
    private static final int WRITTEN = 1_000;

    private final WatchAccountsState state;
    private final Emit out;
    private final Pace begins = new Pace(60_000);
    private final Pace writes = new Pace(1_000);
    private final Positions positions = new Positions();
    private final RateEpisodes episodes;
    /** Null where rates are not watched. */
    private final @Nullable AccountRates rates;
    /** Null where there is no accounts feed. */
    private final @Nullable AccountExistence existence;

    /** With room for {@value #HELD_BYTES} bytes of accounts. */
    public WatchAccounts(Settings settings, boolean hasAccounts, WatchAccountsState state, Emit out) {
        this(settings, hasAccounts, () -> HELD_BYTES, state, out);
    }

    /**
     * Takes up the state as it was left.
     *
     * @param hasAccounts whether there is an accounts feed
     * @param heldBytes of memory for the rates of accounts, as much as there may be at the time
     */
    public WatchAccounts(
            Settings settings, boolean hasAccounts, LongSupplier heldBytes, WatchAccountsState state, Emit out) {
        this.state = state;
        this.out = out;
        state.positions().forEach((key, mark) -> positions.apply(mark));
        this.episodes = new RateEpisodes(settings.millis(Catalogue.EPISODE_QUIET), state.episodes(), out::finding);
        Function<@Nullable RateSnapshot, RateModel> models = models(settings.get(Catalogue.ACCOUNT_RATE));
        this.rates = models == null
                ? null
                : new AccountRates(models, state.rates(), state.population(), episodes, heldBytes);
        this.existence = hasAccounts
                ? new AccountExistence(settings, state.known(), state.uncertain(), positions, this::unknown)
                : null;
    }

    private static @Nullable Function<@Nullable RateSnapshot, RateModel> models(RateThreshold threshold) {
        if (threshold instanceof RateThreshold.Fixed fixed) {
            return left -> new RateModel.Fixed(fixed);
        }
        return threshold instanceof RateThreshold.Learned ? RateModel.Learned::of : null;
    }

    @Override
    public void accept(List<? extends ForWatch> batch) {
        LookAhead.each(batch, this::expect, this::take);
    }

    private void take(ForWatch message) {
        if (message instanceof Watched seen) {
            seen(seen);
        } else if (message instanceof AnonymousUse use) {
            anonymous(use);
        } else if (message instanceof ForWatch.Listed listed) {
            account(listed.record());
        } else if (message instanceof ForWatch.ReadTo readTo) {
            readTo(readTo.mark());
        }
    }

    @Override
    public void tick(long wallClock) {
        if (begins.isDue(wallClock)) {
            beginWriting();
        }
        if (writes.isDue(wallClock)) {
            writeDown(WRITTEN);
        }
    }

    private void unknown(UnknownUse use) {
        out.to(Channel.WATCH_SOURCES, use);
        IncidentEvent account = use.forIncident();
        if (account != null) {
            out.to(Channel.FINDINGS, new ForGroup.ForIncidents(account));
        }
    }

    /** Says what is seen next. */
    private void expect(List<? extends ForWatch> next) {
        if (rates != null) {
            List<String> names = new ArrayList<>(next.size());
            for (ForWatch one : next) {
                if (one instanceof Watched seen && seen.account() != null) {
                    names.add(seen.account());
                }
            }
            rates.expect(names);
        }
    }

    /** A token was used, and judged. */
    public void seen(Watched seen) {
        String account = seen.account();
        if (account == null) {
            return;
        }
        AccountHistory known = known(account);
        if (rates != null) {
            rates.seen(account, known.accountClass(), seen.time(), seen.count());
        }
        if (existence != null) {
            existence.seen(account, known, seen);
        }
    }

    /** An account was named by a request without a token. */
    private void anonymous(AnonymousUse use) {
        if (rates != null) {
            rates.seen(use.account(), known(use.account()).accountClass(), use.time(), 1);
        }
    }

    private AccountHistory known(String account) {
        return existence == null ? AccountHistory.NONE : existence.known(account);
    }

    /** A record of an account was read. */
    public void account(AccountRecord account) {
        if (existence != null) {
            existence.record(account);
        }
    }

    /** Whether the accounts feed says that there was such an account at this event time (epoch ms). */
    public boolean existed(String account, long time) {
        return existence != null && existence.existed(account, time);
    }

    /**
     * Accesses, or accounts, have been read so far.
     *
     * @param mark of a judging task, or of a partition of the accounts feed
     */
    void readTo(PositionMark mark) {
        state.positions().put(mark.feed().label() + '|' + mark.partition(), mark);
        positions.apply(mark);
        long readTo = positions.of(Feed.ACCESS);
        if (mark.feed() == Feed.ACCESS && positions.isHeard(Feed.ACCESS) && isTime(readTo)) {
            episodes.readTo(readTo);
        }
    }

    /** Looks up at most so many accounts whose time has come; whether there are more. */
    @Override
    public boolean work(int most) {
        return existence != null && existence.work(most);
    }

    /** What has changed by now is to be written down. */
    public void beginWriting() {
        if (rates != null) {
            rates.beginWriting();
        }
    }

    /** Writes down at most so many accounts; whether there are more. */
    public boolean writeDown(int most) {
        return rates != null && rates.writeDown(most);
    }

    /** Lets go what is too old to matter; visits about {@code limit} entries. */
    @Override
    public void sweep(int limit) {
        long readTo = positions.of(Feed.ACCESS);
        if (rates != null && isTime(readTo)) {
            rates.sweep(limit, readTo);
        }
        if (existence != null) {
            existence.sweep(limit);
        }
    }

    /** Files have an end, but nobody has seen that an episode was quiet then. */
    private static boolean isTime(long readTo) {
        return Times.known(readTo) && readTo != PositionMark.END;
    }
}
