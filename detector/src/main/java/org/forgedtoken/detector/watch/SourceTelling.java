package org.forgedtoken.detector.watch;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Evidence.Subject;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Membership;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.source.Excess;
import org.jspecify.annotations.Nullable;

/** What WATCH tells GROUP of the sources: how their episodes begin, go on and end, and in which incident they belong. */
final class SourceTelling {
    private final Consumer<Finding> out;

    SourceTelling(Consumer<Finding> out) {
        this.out = out;
    }

    /** What there were more of than one would expect, in the words of an alert. */
    static void describe(Excess excess, SortedMap<String, String> more) {
        more.put("window", excess.window().label());
        more.put("accounts_count", Long.toString(excess.accounts()));
        more.put(excess.proven() ? "forged_count" : "not_issued_count", Long.toString(excess.unvouched()));
        more.put("expected_share", String.format(Locale.ROOT, "%.4f", excess.share()));
        more.put("log10_chance", String.format(Locale.ROOT, "%.1f", excess.logChance()));
        more.put("counted", excess.exact() ? "exactly" : "from a sample");
    }

    void begun(SeenSource source, Rule rule, Episode episode, SortedMap<String, String> more) {
        IncidentKey incident = source.incident == null
                ? new IncidentKey.OfSource(source.name)
                : new IncidentKey.Opened(source.incident);
        out.accept(new Finding.Begun(
                key(source, rule, episode),
                episode.start(),
                episode.last(),
                episode.count(),
                about(source, more),
                incident));
    }

    /** It went on by {@code more} accesses: told at each tenfold count. */
    void grown(SeenSource source, Rule rule, Episode now, long more) {
        if (now.isTenfoldAfter(more)) {
            out.accept(new Finding.Grown(key(source, rule, now), now.last(), now.count()));
        }
    }

    void quiet(SeenSource source, Rule rule, Episode episode) {
        out.accept(new Finding.Ended(
                key(source, rule, episode),
                episode.start(),
                episode.last(),
                episode.count(),
                about(source, new TreeMap<>()),
                StatusDetail.QUIET));
    }

    void withdrawn(SeenSource source, Rule rule, Episode episode, StatusDetail reason) {
        out.accept(new Finding.Withdrawn(key(source, rule, episode), reason));
    }

    /**
     * A token of the source belongs to the incident of a key; so does all that is told of the source from here on.
     *
     * @param incident its uid
     * @param time event time of the token's use, epoch ms
     */
    void joined(SeenSource source, String incident, long time) {
        boolean isFirst = source.incident == null;
        source.incident = incident;
        if (isFirst) {
            source.uses = null;
            source.usesOfUnknown = null;
            Membership membership = new Membership(new IncidentKey.Opened(incident), time);
            joined(source, Rule.SOURCE_FAN_OUT, source.fanOut, membership);
            joined(source, Rule.SOURCE_ENUMERATION, source.enumeration, membership);
            joined(source, Rule.ACCOUNT_UNKNOWN, source.unknownTold, membership);
        }
    }

    private void joined(SeenSource source, Rule rule, @Nullable Episode episode, Membership membership) {
        if (episode != null) {
            out.accept(new Finding.Joined(key(source, rule, episode), membership));
        }
    }

    static AlertKey key(SeenSource source, Rule rule, Episode episode) {
        String name = TokenKey.encode(source.name);
        return new AlertKey(rule, rule == Rule.ACCOUNT_UNKNOWN ? name : name + '@' + episode.start());
    }

    private static Evidence about(SeenSource source, SortedMap<String, String> more) {
        return Evidence.about(new Subject(null, source.name), more);
    }
}
