package org.forgedtoken.detector.judge;

import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.coverage.CoverageMark;
import org.forgedtoken.detector.settings.Durations;

/** What {@code ledger-degraded} says of a feed: whose it is, what went wrong, and which setting would have helped. */
final class FeedAdvice {
    private static final String SETTING = "setting";
    private static final String SETTING_MS = "setting_ms";

    private final SortedMap<String, String> more = new TreeMap<>();

    FeedAdvice(CoverageMark mark) {
        more.put("feed_issuer", mark.issuer());
        more.put("partition", Integer.toString(mark.partition()));
    }

    SortedMap<String, String> more() {
        return more;
    }

    /** Records are later than grace by so many ms at most. */
    FeedAdvice late(long lateness) {
        more.put("lateness_ms", Long.toString(lateness));
        return grace(lateness);
    }

    /** The ledger may lack records between the two, epoch ms. */
    FeedAdvice hole(long since, long until) {
        more.put("hole_since_at", Long.toString(since));
        more.put("hole_until_at", Long.toString(until));
        return this;
    }

    /** So long a grace, in ms, would have waited for what came. */
    FeedAdvice grace(long atLeast) {
        return set("ledger.grace", atLeast);
    }

    /**
     * Had so long a silence, in ms, been allowed, nothing would have broken. Whether it was a silence, and no loss, the feed
     * cannot tell; and tokens that say so may come in any order.
     */
    FeedAdvice maxSilence(long atLeast) {
        more.put("setting_if", "nothing was issued in this time");
        return set("ledger.max-silence", atLeast);
    }

    /** No setting would have helped. */
    FeedAdvice cause(String sentence) {
        more.put("cause", sentence);
        return this;
    }

    private FeedAdvice set(String setting, long atLeast) {
        more.put(SETTING, setting);
        more.put(SETTING_MS, Long.toString(Durations.roundedUp(atLeast)));
        return this;
    }
}
