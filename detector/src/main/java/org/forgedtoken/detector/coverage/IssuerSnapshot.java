package org.forgedtoken.detector.coverage;

import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.Times;

/**
 * All that an {@link IssuerTimeline} knows, as plain data. Times are epoch ms.
 *
 * @param gaps the last ones between its records
 * @param issued in each minute of a week, see {@link IssuedPerMinute#asList}
 * @param recent records that are not settled, see {@link RecentTimes#asList}
 * @param carried whether anything but a backfill has come
 */
public record IssuerSnapshot(
        List<Long> gaps,
        List<Stretch> covered,
        Torn.State torn,
        List<Long> issued,
        List<Long> recent,
        Map<Long, Long> late,
        Recovery recovery,
        long settled,
        long newest,
        Heartbeats heartbeats,
        boolean carried,
        Lateness lateness) {
    /** About how many numbers it has: those of which there are many. */
    int size() {
        return gaps.size() + issued.size() + recent.size();
    }

    /**
     * Heartbeats that vouch for what lies behind them.
     *
     * @param until when the last one was, or {@link Times#UNKNOWN}
     * @param every ms from the one before to the last; 0: that does not follow another, as where it fills a hole
     */
    public record Heartbeats(long until, long every) {
        static final Heartbeats NONE = new Heartbeats(Times.UNKNOWN, 0);

        /** After one that vouches for [since, now]; one that is not the newest changes nothing. */
        Heartbeats heard(long since, long now) {
            boolean follows = Times.known(until) && since <= until;
            return Times.known(until) && now <= until ? this : new Heartbeats(now, follows ? now - until : 0);
        }
    }

    static final IssuerSnapshot EMPTY = new IssuerSnapshot(
            List.of(),
            List.of(),
            Torn.State.NONE,
            List.of(),
            List.of(),
            Map.of(),
            Recovery.NONE,
            Times.UNKNOWN,
            Times.UNKNOWN,
            Heartbeats.NONE,
            false,
            Lateness.NONE);
}
