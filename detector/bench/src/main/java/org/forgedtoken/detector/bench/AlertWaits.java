package org.forgedtoken.detector.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import java.util.function.LongFunction;

/**
 * How long the forged tokens of a paced feed waited: from when they could be decided until their alerts could be read.
 *
 * @param seen the wall clock at which the first alert of a token could be read, epoch ms, by the token's id
 */
record AlertWaits(FeedPlan plan, DecidableTimes decidable, Map<String, Long> seen) {
    /**
     * As somebody outside sees it: from the first use, less grace and skew, s. How often the issuance feed speaks counts
     * too.
     */
    <K extends Comparable<K>> NavigableMap<K, List<Double>> sinceUseBy(LongFunction<K> part) {
        return by(part, i -> plan.firstForgedUse(i) + PacedDetector.GRACE_AND_SKEW);
    }

    /** All of them, s, by what this says of the time of a token's first use, epoch ms. */
    <K extends Comparable<K>> NavigableMap<K, List<Double>> by(LongFunction<K> part) {
        return by(part, i -> decidable.of(plan.forgedIssuedAt(i) / 1_000 * 1_000 + PacedDetector.GRACE_AND_SKEW));
    }

    private <K extends Comparable<K>> NavigableMap<K, List<Double>> by(LongFunction<K> part, IntToLongFunction from) {
        BenchFeed feed = new BenchFeed(plan);
        NavigableMap<K, List<Double>> waits = new TreeMap<>();
        for (int i = 0; i < plan.forged(); i++) {
            long readable = seen.getOrDefault(feed.forgedId(i), Long.MAX_VALUE);
            waits.computeIfAbsent(part.apply(plan.firstForgedUse(i)), p -> new ArrayList<>())
                    .add((readable - from.applyAsLong(i)) / 1e3);
        }
        return waits;
    }
}
