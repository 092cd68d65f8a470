package org.forgedtoken.detector.step;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.alert.Incident.Listed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.rule.Severity;

/** What is kept of alerts that will not change any more, where their incident may have any number of them. Mutable. */
final class Folded {
    /** Of some alerts: the worst, and the newest of them. */
    private static final class Side {
        private Severity worst = Severity.LOW;
        /** The oldest first. */
        private final PriorityQueue<Listed> newest = new PriorityQueue<>(NEWEST_FIRST.reversed());

        void add(AlertShare share, Severity severity) {
            worst = severity.compareTo(worst) > 0 ? severity : worst;
            ShareMemory head = share.head();
            newest.add(new Listed(share.uid(), head.rule(), head.first(), head.last()));
            if (newest.size() > Incident.MOST_LISTED) {
                newest.poll();
            }
        }
    }

    static final Comparator<Listed> NEWEST_FIRST =
            Comparator.comparingLong(Listed::first).reversed().thenComparing(Listed::uid);

    private final Side all = new Side();
    private final Side standing = new Side();
    private long first = Times.UNKNOWN;
    private long last = Times.UNKNOWN;
    private long firstTold = Times.UNKNOWN;
    private long lastTold = Times.UNKNOWN;
    private long mostCount;

    void add(AlertShare share) {
        ShareMemory head = share.head();
        Severity severity = head.severity();
        if (severity != null) {
            all.add(share, severity);
        }
        if (!share.counts()) {
            return;
        }
        if (severity != null) {
            standing.add(share, severity);
            firstTold = earlier(firstTold, head.first());
            lastTold = Math.max(lastTold, head.last());
        }
        mostCount = Math.max(mostCount, head.count());
        for (AlertShare.Row row : share.rows()) {
            first = earlier(first, row.sum().first());
            last = Math.max(last, row.sum().last());
        }
    }

    static long earlier(long a, long b) {
        return Times.known(a) && Times.known(b) ? Math.min(a, b) : Times.either(a, b);
    }

    /** @param told whether what the alerts say counts, besides their uses */
    long first(boolean told) {
        return told ? earlier(first, firstTold) : first;
    }

    /** The same, of the last use. */
    long last(boolean told) {
        return told ? Math.max(last, lastTold) : last;
    }

    /** The most accesses that one alert that stands tells of. */
    long mostCount() {
        return mostCount;
    }

    /** @param fallen whether alerts count that fell */
    Severity worst(boolean fallen) {
        return (fallen ? all : standing).worst;
    }

    /** The newest, in no order. */
    List<Listed> newest(boolean fallen) {
        return new ArrayList<>((fallen ? all : standing).newest);
    }
}
