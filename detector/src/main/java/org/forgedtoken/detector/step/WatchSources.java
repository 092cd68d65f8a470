package org.forgedtoken.detector.step;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.coverage.Positions;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.source.BackgroundRate;
import org.forgedtoken.detector.rule.source.EnumerationRule;
import org.forgedtoken.detector.rule.source.Excess;
import org.forgedtoken.detector.rule.source.FanOutRule;
import org.forgedtoken.detector.rule.source.TrustClass;
import org.forgedtoken.detector.rule.source.UnknownAccountsRule;
import org.forgedtoken.detector.step.DueTimes.Due;
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
public final class WatchSources {
    private final SourcePolicy policy;
    private final FanOutRule fanOut;
    private final EnumerationRule enumeration = new EnumerationRule();
    private final UnknownAccountsRule unknownAccounts;
    private final BackgroundRate background = new BackgroundRate();
    private final SeenSources sources;
    private final SourceTelling telling;
    private final Campaigns campaigns;
    private final DueTimes due = new DueTimes();
    private final Positions positions = new Positions();
    private final Store<BackgroundRate.Slot> slots;

    /**
     * Takes up the state as it was left.
     *
     * @param out goes to GROUP
     * @param incidents what no finding tells of, for the incidents
     */
    public WatchSources(
            SourcePolicy policy,
            SourcesState state,
            Consumer<Finding> out,
            Consumer<IncidentEvent.AccountKnown> incidents) {
        this.policy = policy;
        this.fanOut = new FanOutRule(policy.fanOutMin());
        this.unknownAccounts = new UnknownAccountsRule(policy.unknownMin());
        this.sources = new SeenSources(policy.shelfBytes(), state.sources(), this::forgotten);
        this.slots = state.background();
        this.telling = new SourceTelling(out);
        this.campaigns = new Campaigns(out, incidents);
        slots.forEach((place, slot) -> background.restore(slot));
        sources.each(source -> {
            await(source, source.fanOut);
            await(source, source.enumeration);
            campaigns.restored(source);
        });
    }

    /** Says what is seen next. */
    public void expect(List<Watched> next) {
        sources.expect(next.stream().map(Watched::source).toList());
    }

    /** Takes in accesses with one token. */
    public void seen(Watched seen) {
        String account = seen.account();
        if (account == null || seen.source().equals(Source.UNKNOWN)) {
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
        if (source.activity.isDue(Math.min(policy.fanOutMin(), EnumerationRule.LEAST))) {
            judge(source, seen.time());
        }
        if (changed) {
            sources.changed(source);
        }
    }

    /** Takes in that a source used the token of an account that does not exist, or that it does after all. */
    public void unknown(UnknownUse use) {
        if (use.source().equals(Source.UNKNOWN)) {
            return;
        }
        SeenSource source = sources.named(use.source());
        if (use.explained()) {
            unknownAccounts.known(source.unknown, use.account());
            campaigns.known(source, use.account(), true);
        } else {
            unknownAccounts.unknown(source.unknown, use.account(), use.time());
            joined(source, use.incident(), use.time());
            campaigns.unknown(source, use);
        }
        boolean broken = unknownAccounts.isBroken(source.unknown);
        Episode told = source.unknownTold;
        if (told == null && broken) {
            long accounts = source.unknown.count();
            long accesses = source.usesOfUnknown == null ? 0 : source.usesOfUnknown.accesses();
            source.unknownTold = new Episode(source.unknown.earliest(), use.time(), Math.max(accounts, accesses));
            SortedMap<String, String> more = new TreeMap<>();
            more.put("accounts_count", Long.toString(accounts));
            telling.begun(source, Rule.ACCOUNT_UNKNOWN, source.unknownTold, more);
            campaigns.tell(source);
        } else if (told != null && !broken && use.explained()) {
            source.unknownTold = null;
            source.usesOfUnknown = null;
            telling.withdrawn(source, Rule.ACCOUNT_UNKNOWN, told, StatusDetail.LATE_RECORD);
        } else if (told != null && !use.explained()) {
            Episode now = told.with(use.time(), use.accesses());
            source.unknownTold = now;
            telling.grown(source, Rule.ACCOUNT_UNKNOWN, now, use.accesses());
        }
        sources.changed(source);
    }

    /** A judging task has been told how far the access feed was read: what has been quiet since is over. */
    public void readTo(PositionMark mark) {
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
        if (episode == null || !episode.isOver(position, policy.quiet())) {
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
            due.add(episode.last() + policy.quiet(), source.name);
        }
    }
}
