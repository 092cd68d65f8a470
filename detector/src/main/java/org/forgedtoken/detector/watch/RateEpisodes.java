package org.forgedtoken.detector.watch;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.rate.RateEpisode;
import org.forgedtoken.detector.rule.rate.RateFinding;
import org.forgedtoken.detector.step.DueTimes;
import org.forgedtoken.detector.step.DueTimes.Due;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.Tenfold;

/**
 * The open episodes of {@code account-rate-anomaly}: one alert each, told again at tenfold counts and closed after quiet.
 * At most {@value #OPEN}: to make room for one more, the one that is due first is closed early. Event times, epoch ms. Not
 * thread-safe.
 */
final class RateEpisodes {
    private static final int OPEN = 10_000;

    /** A crash may close an episode so much earlier, as a part of the quiet. */
    private static final int PART = 24;

    private final long quiet;
    private final Store<RateEpisode> store;
    private final Consumer<Finding> out;
    private final Map<String, RateEpisode> open = new HashMap<>();
    private final DueTimes due = new DueTimes();

    /** Takes up those that were open. */
    RateEpisodes(long quiet, Store<RateEpisode> store, Consumer<Finding> out) {
        this.quiet = quiet;
        this.store = store;
        this.out = out;
        store.forEach(this::hold);
    }

    /** The account was used so many times; that may be a finding. */
    void seen(String account, long time, long count, Optional<RateFinding> found) {
        RateEpisode episode = open.get(account);
        if (episode != null && !episode.holds(time, quiet)) {
            close(account, episode);
            episode = null;
        }
        if (episode == null) {
            found.ifPresent(finding -> begin(account, finding));
            return;
        }
        RateEpisode grown = episode.counting(time, count);
        boolean isTold = Tenfold.isReached(episode.accesses(), grown.accesses());
        if (found.isPresent()) {
            grown = grown.with(found.get());
        }
        open.put(account, grown);
        if (isTold) {
            out.accept(new Finding.Grown(key(account, grown), grown.seen(), grown.accesses()));
        }
        RateEpisode stored = store.get(account);
        if (isTold || (stored != null && grown.last() - stored.last() > quiet / PART)) {
            store.put(account, grown);
        }
    }

    /** Accesses have been read up to here: closes what has been quiet for so long. */
    void readTo(long time) {
        for (Due next = due.poll(time); next != null; next = due.poll(time)) {
            close(next, time);
        }
    }

    private void begin(String account, RateFinding finding) {
        while (open.size() >= OPEN) {
            close(
                    Objects.requireNonNull(due.poll(Long.MAX_VALUE), "each open one is due at some time"),
                    Long.MAX_VALUE);
        }
        RateEpisode begun = RateEpisode.open(finding);
        store.put(account, begun);
        hold(account, begun);
        out.accept(new Finding.Begun(
                key(account, begun),
                begun.start(),
                begun.last(),
                begun.accesses(),
                evidence(account, begun.first()),
                null));
    }

    private void hold(String account, RateEpisode episode) {
        open.put(account, episode);
        due.add(episode.closesAt(quiet), account);
    }

    /** Closes what is due, if it has been quiet up to this time. */
    private void close(Due first, long time) {
        RateEpisode episode = open.get(first.name());
        if (episode == null || episode.closesAt(quiet) < first.time()) {
            return;
        }
        if (episode.closesAt(quiet) > time) {
            due.add(episode.closesAt(quiet), first.name());
        } else {
            close(first.name(), episode);
        }
    }

    private void close(String account, RateEpisode episode) {
        open.remove(account);
        store.remove(account);
        out.accept(new Finding.Ended(
                key(account, episode),
                episode.start(),
                episode.seen(),
                episode.accesses(),
                evidence(account, episode.first()),
                StatusDetail.QUIET));
    }

    private static AlertKey key(String account, RateEpisode episode) {
        return new AlertKey(Rule.ACCOUNT_RATE_ANOMALY, TokenKey.encode(account) + '@' + episode.start());
    }

    private static Evidence evidence(String account, RateFinding finding) {
        SortedMap<String, String> more = new TreeMap<>();
        more.put("window", finding.window().label());
        more.put("window_count", Long.toString(finding.count()));
        more.put("usual_count", Long.toString(Math.round(finding.usual())));
        more.put("basis", finding.basis().name().toLowerCase(Locale.ROOT));
        if (finding.basis() != RateFinding.Basis.FIXED) {
            more.put("surprise", String.format(Locale.ROOT, "%.1f", finding.surprise()));
        }
        return Evidence.about(new Evidence.Subject(account, null), more);
    }
}
