package org.forgedtoken.detector.step;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Accesses by path template; an attacker chooses paths, so only so many are told apart. Not thread-safe. */
final class Endpoints {
    private static final int LISTED = 20;
    /** Where more templates are used than are told apart. */
    private static final String OTHERS = "{others}";

    private final int most;
    private final Map<String, Long> accesses = new HashMap<>();

    Endpoints(int most) {
        this.most = most;
    }

    /** @param number negative: so many are taken back */
    void add(@Nullable String endpoint, long number) {
        if (endpoint == null) {
            return;
        }
        String known = accesses.size() < most || accesses.containsKey(endpoint) ? endpoint : OTHERS;
        long sum = accesses.getOrDefault(known, 0L) + number;
        if (sum > 0) {
            accesses.put(known, sum);
        } else {
            accesses.remove(known);
        }
    }

    SortedMap<String, Long> all() {
        return new TreeMap<>(accesses);
    }

    /** The most used. */
    SortedMap<String, Long> largest() {
        SortedMap<String, Long> largest = new TreeMap<>();
        accesses.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(LISTED)
                .forEach(endpoint -> largest.put(endpoint.getKey(), endpoint.getValue()));
        return largest;
    }
}
