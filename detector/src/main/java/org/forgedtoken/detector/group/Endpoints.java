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

    private final int most;
    private final Store<Long> sums;
    private final String prefix;
    private int size;

    private final Map<String, Long> largest = new HashMap<>();

    /**
     * @param most beyond so many templates all others are counted as one
     * @param sums accesses by prefix and template
     */
    Endpoints(int most, Store<Long> sums, String prefix) {
        this.most = most;
        this.sums = sums;
        this.prefix = prefix;
    }

    /** Sums only grow: what is not among the most used now can become so by its own growth alone. */
    void add(@Nullable String endpoint, long number) {
        if (endpoint == null) {
            return;
        }
        String name = size < most || sums.has(prefix + endpoint) ? endpoint : OTHERS;
        Long before = sums.get(prefix + name);
        size += before == null ? 1 : 0;
        long sum = (before == null ? 0 : before) + number;
        sums.put(prefix + name, sum);
        largest.put(name, sum);
        if (largest.size() > LISTED) {
            largest.entrySet().stream().max(LARGEST_FIRST).ifPresent(least -> largest.remove(least.getKey()));
        }
    }

    SortedMap<String, Long> all() {
        SortedMap<String, Long> all = new TreeMap<>();
        sums.forEach(prefix, (name, sum) -> all.put(name.substring(prefix.length()), sum));
        return all;
    }

    /** The most used. */
    SortedMap<String, Long> largest() {
        return new TreeMap<>(largest);
    }
}
