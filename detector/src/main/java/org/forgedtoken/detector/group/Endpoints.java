package org.forgedtoken.detector.group;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.step.Store;
import org.jspecify.annotations.Nullable;

/** Accesses by path template; an attacker chooses paths, so only so many are told apart in memory. Not thread-safe. */
final class Endpoints {
    private static final int LISTED = 20;
    /** Where more templates are used than are told apart. */
    private static final String OTHERS = "{others}";

    private static final Comparator<Map.Entry<String, Long>> LARGEST_FIRST =
            Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey());

    /**
     * Where those are counted for which there is no room.
     *
     * @param sums accesses by prefix and template
     */
    private record Elsewhere(Store<Long> sums, String prefix) {}

    private final int most;
    private final @Nullable Elsewhere elsewhere;
    private final Map<String, Long> accesses = new HashMap<>();
    /** The most used of those that are counted elsewhere. */
    private final Map<String, Long> largestElsewhere = new HashMap<>();

    private Endpoints(int most, @Nullable Elsewhere elsewhere) {
        this.most = most;
        this.elsewhere = elsewhere;
    }

    /** Beyond so many templates all others are counted as one. */
    static Endpoints bounded(int most) {
        return new Endpoints(most, null);
    }

    /** Of any number of templates each is counted; beyond so many, in the store, and there nothing can be taken back. */
    static Endpoints exact(int most, Store<Long> sums, String prefix) {
        return new Endpoints(most, new Elsewhere(sums, prefix));
    }

    /** @param number negative: so many are taken back */
    void add(@Nullable String endpoint, long number) {
        if (endpoint == null) {
            return;
        }
        boolean told = accesses.size() < most || accesses.containsKey(endpoint);
        if (!told && elsewhere != null) {
            addElsewhere(elsewhere, endpoint, number);
            return;
        }
        String known = told ? endpoint : OTHERS;
        long sum = accesses.getOrDefault(known, 0L) + number;
        if (sum > 0) {
            accesses.put(known, sum);
        } else {
            accesses.remove(known);
        }
    }

    /** Sums only grow here: what is not among the most used now can become so by its own growth alone. */
    private void addElsewhere(Elsewhere others, String endpoint, long number) {
        Long before = others.sums().get(others.prefix() + endpoint);
        long sum = (before == null ? 0 : before) + number;
        others.sums().put(others.prefix() + endpoint, sum);
        largestElsewhere.put(endpoint, sum);
        if (largestElsewhere.size() > LISTED) {
            largestElsewhere.entrySet().stream()
                    .max(LARGEST_FIRST)
                    .ifPresent(least -> largestElsewhere.remove(least.getKey()));
        }
    }

    SortedMap<String, Long> all() {
        return new TreeMap<>(accesses);
    }

    /** The most used. */
    SortedMap<String, Long> largest() {
        Map<String, Long> candidates = new HashMap<>(accesses);
        candidates.putAll(largestElsewhere);
        SortedMap<String, Long> largest = new TreeMap<>();
        candidates.entrySet().stream()
                .sorted(LARGEST_FIRST)
                .limit(LISTED)
                .forEach(endpoint -> largest.put(endpoint.getKey(), endpoint.getValue()));
        return largest;
    }
}
