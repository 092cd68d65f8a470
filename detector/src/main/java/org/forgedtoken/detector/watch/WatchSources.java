package org.forgedtoken.detector.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.coverage.Positions;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.source.BackgroundRate;
import org.forgedtoken.detector.rule.source.EnumerationRule;
import org.forgedtoken.detector.rule.source.Excess;
import org.forgedtoken.detector.rule.source.FanOutRule;
import org.forgedtoken.detector.rule.source.TrustClass;
import org.forgedtoken.detector.rule.source.UnknownAccountsRule;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.DueTimes;
import org.forgedtoken.detector.step.DueTimes.Due;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.ForGroup;
import org.forgedtoken.detector.step.ForWatch;
import org.forgedtoken.detector.step.LookAhead;
import org.forgedtoken.detector.step.Pace;
import org.forgedtoken.detector.step.Stage;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.UnknownUse;
import org.forgedtoken.detector.step.Watched;
import org.jspecify.annotations.Nullable;

/**
 * WATCH, for sources: who walks through accounts that nobody vouches for. One instance watches the sources of one task,
 * and holds each against all others there: a hash of the addresses, so any of them speaks for all. Not thread-safe.
 *
 * <p>What is held is in memory, and put aside by {@link #save} only; a source against which nothing is held is not put
 * aside at all. After a crash, what came in since is missing: an account or two of a crawler, for which the next ones
 * make up, and how many accounts an honest source has had, which counts from the next one on. An alert of that moment
 * may be told again under another start.
 */
public final class WatchSources implements Stage<ForWatch> {
    /** Some 130 000 sources of a few accounts, or 250 of hundreds; of each kind, and in each task. */
    public static final long SHELF_BYTES = 24L << 20;

    private static final int SLICE = 2_000;
    private static final long SAVE_EVERY = 60_000;

    private final int fanOutMin;
    private final long quiet;
    private final FanOutRule fanOut;
    private final EnumerationRule enumeration = new EnumerationRule();
    private final BackgroundRate background = new BackgroundRate();
    private final SeenSources sources;
    private final SourceTelling telling;
    private final Campaigns campaigns;
    private final UnknownAccountUses unknownUses;
    private final DueTimes due = new DueTimes();
    private final Positions positions = new Positions();
    private final Store<BackgroundRate.Slot> slots;
    private final Pace wakes = new Pace(1_000);
    private long savedAt = Long.MIN_VALUE / 2;
    private boolean isSaving;

    /** With room for {@value #SHELF_BYTES} bytes of each kind of sources. */
    public WatchSources(Settings settings, SourcesState state, Emit out) {
        this(settings, () -> SHELF_BYTES, state, out);
    }

    /**
     * Takes up the state as it was left.
     *
     * @param shelfBytes of memory for each of the kinds of sources, as much as there may be at the time
     */
    public WatchSources(Settings settings, LongSupplier shelfBytes, SourcesState state, Emit out) {
        this.fanOutMin = settings.get(Catalogue.SOURCE_FAN_OUT_MIN);
        this.quiet = settings.millis(Catalogue.EPISODE_QUIET);
        this.fanOut = new FanOutRule(fanOutMin);
        this.sources = new SeenSources(shelfBytes, state.sources(), this::forgotten);
        this.slots = state.background();
        this.telling = new SourceTelling(out::finding);
        this.campaigns =
                new Campaigns(out::finding, account -> out.to(Channel.FINDINGS, new ForGroup.ForIncidents(account)));
        this.unknownUses = new UnknownAccountUses(
                new UnknownAccountsRule(settings.get(Catalogue.ACCOUNT_UNKNOWN_MIN)), telling, campaigns);
        slots.forEach((place, slot) -> background.restore(slot));
        sources.each(source -> {
            await(source, source.fanOut);
            await(source, source.enumeration);
            campaigns.restored(source);
        });
    }

    @Override
    public void accept(List<? extends ForWatch> batch) {
        LookAhead.each(batch, this::expect, this::take);
    }

    private void take(ForWatch message) {
        if (message instanceof Watched seen) {
            seen(seen);
        } else if (message instanceof UnknownUse use) {
            unknown(use);
        } else if (message instanceof ForWatch.ReadTo readTo) {
            readTo(readTo.mark());
        }
    }

    /** Says what is seen next. */
    private void expect(List<? extends ForWatch> next) {
        List<String> names = new ArrayList<>(next.size());
        for (ForWatch one : next) {
            if (one instanceof Watched seen) {
                names.add(seen.source());
            }
        }
        sources.expect(names);
    }

    /** Tells what is due; and once a minute puts aside what has changed, in slices: after a crash that much is missing. */
    @Override
    public void tick(long wallClock) {
        if (!wakes.isDue(wallClock)) {
            return;
        }
        tell();
        if (isSaving || wallClock - savedAt >= SAVE_EVERY) {
            savedAt = isSaving ? savedAt : wallClock;
            isSaving = save(SLICE);
        }
    }

    /** Takes in accesses with one token. */
    void seen(Watched seen) {
        String account = seen.account();
        if (account == null || seen.source().equals(Source.UNKNOWN)) {
            return;
        }
        if (seen.trust() == TrustClass.ISSUED
                && seen.count() > 0
                && sources.sawIssued(seen.source(), seen.time(), account, background)) {
            return;
        }
        SeenSource source = sources.named(seen.source());
        boolean changed = source.activity.see(seen.time(), account, seen.trust(), background);
        if (seen.trust() != TrustClass.ISSUED) {
            source.unvouched += seen.count();
            joined(source, seen.incident(), seen.time());
            campaigns.seen(source, seen);
            source.fanOut = goOn(source, Rule.SOURCE_FAN_OUT, source.fanOut, seen);
            source.enumeration = goOn(source, Rule.SOURCE_ENUMERATION, source.enumeration, seen);
            changed = true;
        } else if (changed && seen.count() == 0) {
            reconsider(source);
        }
        if (source.activity.isDue(Math.min(fanOutMin, EnumerationRule.LEAST))) {
            judge(source, seen.time());
        }
        if (changed) {
            sources.changed(source);
        }
    }

    /** Takes in that a source used the token of an account that does not exist, or that it does after all. */
    void unknown(UnknownUse use) {
        if (use.source().equals(Source.UNKNOWN)) {
            return;
        }
        SeenSource source = sources.named(use.source());
        if (!use.explained()) {
            joined(source, use.incident(), use.time());
        }
        unknownUses.take(source, use);
        sources.changed(source);
    }

    /** A judging task has been told how far the access feed was read: what has been quiet since is over. */
    void readTo(PositionMark mark) {
        tell();
        positions.apply(mark);
        long position = positions.of(Feed.ACCESS);
        if (position == PositionMark.END) {
            return;
        }
        for (Due next = due.poll(position - 1); next != null; next = due.poll(position - 1)) {
            SeenSource source = sources.find(next.name());
            if (source != null) {
                source.fanOut = quiet(source, Rule.SOURCE_FAN_OUT, source.fanOut, position);
                source.enumeration = quiet(source, Rule.SOURCE_ENUMERATION, source.enumeration, position);
                rejoinIfOver(source);
                sources.changed(source);
            }
        }
    }

    /**
     * Puts aside what has changed since this was last begun, of at most so many sources.
     *
     * @return whether there is more of it
     */
    public boolean save(int most) {
        tell();
        background.takeChanged().forEach(slot -> slots.put(slot.place(), slot));
        return sources.save(most);
    }

    /** Tells what incidents count and have not been told of yet. */
    public void tell() {
        campaigns.tell();
    }

    /** How many sources are held. */
    public int size() {
        return sources.size();
    }

    /** About how much memory they take, in bytes. */
    long bytes() {
        return sources.bytes();
    }

    private void judge(SeenSource source, long time) {
        boolean wasTold = source.fanOut != null || source.enumeration != null;
        if (source.enumeration == null) {
            enumeration.judge(source.activity, background).ifPresent(found -> {
                SortedMap<String, String> more = new TreeMap<>();
                more.put("direction", found.isUp() ? "up" : "down");
                more.put("numbers_count", Integer.toString(found.numbers()));
                more.put("in_sequence_count", Integer.toString(found.inSequence()));
                more.put("newest_numbers", String.join(", ", found.newest()));
                found.excess().ifPresent(excess -> SourceTelling.describe(excess, more));
                source.enumeration = opened(source, Rule.SOURCE_ENUMERATION, time, more);
            });
        }
        if (source.fanOut == null) {
            Optional<Excess> excess = fanOut.judge(source.activity, background);
            excess.ifPresent(found -> {
                SortedMap<String, String> more = new TreeMap<>();
                SourceTelling.describe(found, more);
                source.fanOut = opened(source, Rule.SOURCE_FAN_OUT, time, more);
            });
        }
        if (source.fanOut != null) {
            source.activity.setApart(background);
        }
        if (!wasTold) {
            campaigns.tell(source);
        }
    }

    /** Tokens of the source were issued after all: what was told of it falls with the last of them. */
    private void reconsider(SeenSource source) {
        if ((source.fanOut != null || source.enumeration != null) && source.activity.isCleared()) {
            takeBack(source, Rule.SOURCE_FAN_OUT, source.fanOut);
            takeBack(source, Rule.SOURCE_ENUMERATION, source.enumeration);
            source.fanOut = null;
            source.enumeration = null;
            source.uses = null;
            rejoinIfOver(source);
        }
    }

    private void takeBack(SeenSource source, Rule rule, @Nullable Episode episode) {
        if (episode != null) {
            telling.withdrawn(source, rule, episode, StatusDetail.LATE_ISSUANCE);
        }
    }

    private void rejoinIfOver(SeenSource source) {
        if (source.fanOut == null && source.enumeration == null) {
            source.unvouched = 0;
            source.activity.rejoin(background);
        }
    }

    /** There was no room for it: nobody will see its episodes go on, so they are over. */
    private void forgotten(SeenSource source) {
        campaigns.tell(source);
        end(source, Rule.SOURCE_FAN_OUT, source.fanOut);
        end(source, Rule.SOURCE_ENUMERATION, source.enumeration);
    }

    private Episode opened(SeenSource source, Rule rule, long time, SortedMap<String, String> more) {
        Episode episode = new Episode(time, time, source.unvouched);
        telling.begun(source, rule, episode, more);
        await(source, episode);
        return episode;
    }

    private void joined(SeenSource source, @Nullable String incident, long time) {
        if (incident != null) {
            telling.joined(source, incident, time);
        }
    }

    private @Nullable Episode goOn(SeenSource source, Rule rule, @Nullable Episode episode, Watched seen) {
        if (episode == null) {
            return null;
        }
        Episode now = episode.with(seen.time(), seen.count());
        telling.grown(source, rule, now, seen.count());
        return now;
    }

    private @Nullable Episode quiet(SeenSource source, Rule rule, @Nullable Episode episode, long position) {
        if (episode == null || !episode.isOver(position, quiet)) {
            await(source, episode);
            return episode;
        }
        end(source, rule, episode);
        return null;
    }

    private void end(SeenSource source, Rule rule, @Nullable Episode episode) {
        if (episode != null) {
            telling.quiet(source, rule, episode);
        }
    }

    private void await(SeenSource source, @Nullable Episode episode) {
        if (episode != null) {
            due.add(episode.last() + quiet, source.name);
        }
    }
}
