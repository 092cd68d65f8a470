package org.forgedtoken.detector.web.board;

import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;
import java.util.stream.Stream;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.web.board.AlertFilter.Facet;

/**
 * How an incident grew: in each stretch of event time, the alerts whose first use fell into it, and how many different
 * accounts and sources they name. It is counted from the alerts that are held, so that withdrawn ones and updates count as
 * they stand, and a restart counts the same.
 *
 * @param start of the first stretch, epoch ms; 0 where there is no alert
 * @param width of each stretch in ms: a second, doubled until there are {@link #MOST} at most
 */
public record Series(long start, long width, List<Integer> alerts, List<Integer> accounts, List<Integer> sources) {
    /** So many stretches at most. */
    public static final int MOST = 200;

    private static final long NARROWEST = 1_000;

    public Series {
        alerts = List.copyOf(alerts);
        accounts = List.copyOf(accounts);
        sources = List.copyOf(sources);
    }

    static Series of(List<Held> alerts) {
        if (alerts.isEmpty()) {
            return new Series(0, NARROWEST, List.of(), List.of(), List.of());
        }
        LongSummaryStatistics uses = alerts.stream().mapToLong(Held::first).summaryStatistics();
        long first = uses.getMin();
        long last = uses.getMax();
        long width = NARROWEST;
        while (Math.floorDiv(last, width) - Math.floorDiv(first, width) >= MOST) {
            width *= 2;
        }
        long start = Math.floorDiv(first, width);
        int count = (int) (Math.floorDiv(last, width) - start) + 1;
        List<Set<String>> number = sets(count);
        List<Set<String>> accounts = sets(count);
        List<Set<String>> sources = sets(count);
        for (Held alert : alerts) {
            int at = (int) (Math.floorDiv(alert.first(), width) - start);
            number.get(at).add(alert.uid());
            accounts.get(at).add(Facet.ACCOUNT.of(alert));
            sources.get(at).add(Facet.SOURCE.of(alert));
        }
        return new Series(start * width, width, sizes(number), sizes(accounts), sizes(sources));
    }

    /** As answers have it. */
    public JsonObject json() {
        return new JsonObject()
                .put("start", start)
                .put("width", width)
                .put("alerts", alerts)
                .put("accounts", accounts)
                .put("sources", sources);
    }

    private static List<Set<String>> sets(int count) {
        return Stream.<Set<String>>generate(HashSet::new).limit(count).toList();
    }

    /** How many names are in each; an empty one is none. */
    private static List<Integer> sizes(List<Set<String>> sets) {
        return sets.stream()
                .map(names -> names.size() - (names.contains("") ? 1 : 0))
                .toList();
    }
}
