package org.forgedtoken.detector.step;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.forgedtoken.detector.alert.Scope.Count;
import org.jspecify.annotations.Nullable;

/**
 * How many distinct members there are: exact up to a bound, and what goes can be taken away again; beyond it a
 * HyperLogLog sketch of 2^14 buckets (8 KiB; relative standard error 0.8 %, DataSketches' HLL_4 with its HIP estimator),
 * which never forgets. Not thread-safe.
 */
final class Distinct {
    private static final int LOG_BUCKETS = 14;
    private static final int DEVIATIONS = 3;

    private final int most;
    private final Map<String, Integer> exact = new HashMap<>();
    private @Nullable HllSketch sketch;
    /** Takes a member in for good, and says whether it is new; null where members go again. */
    private final @Nullable Predicate<String> takesIn;

    private int taken;

    /** @param most so many are counted exactly */
    Distinct(int most) {
        this(most, null);
    }

    private Distinct(int most, @Nullable Predicate<String> takesIn) {
        this.most = most;
        this.takesIn = takesIn;
    }

    /**
     * Exact for any number of members, of which none is taken away again.
     *
     * @param takesIn says of a member whether it is new, and knows it from there on
     */
    static Distinct forGood(Predicate<String> takesIn) {
        return new Distinct(Integer.MAX_VALUE, takesIn);
    }

    /** Counts a member, once more where it is known. */
    void add(String member) {
        if (takesIn != null) {
            taken += takesIn.test(member) ? 1 : 0;
            return;
        }
        if (sketch != null) {
            sketch.update(member);
            return;
        }
        exact.merge(member, 1, Integer::sum);
        if (exact.size() > most) {
            toSketch();
        }
    }

    /** Takes back one {@link #add}; a sketch cannot. */
    void remove(String member) {
        if (takesIn != null) {
            throw new IllegalStateException("nothing is taken away here");
        }
        exact.computeIfPresent(member, (m, times) -> times > 1 ? times - 1 : null);
    }

    /** From now on it takes no more memory than a sketch does. */
    void toSketch() {
        if (sketch == null) {
            HllSketch made = new HllSketch(LOG_BUCKETS, TgtHllType.HLL_4);
            exact.keySet().forEach(made::update);
            exact.clear();
            sketch = made;
        }
    }

    Count count() {
        if (takesIn != null) {
            return new Count(taken, 0);
        }
        HllSketch about = sketch;
        if (about == null) {
            return new Count(exact.size(), 0);
        }
        double estimate = about.getEstimate();
        double error = Math.max(about.getUpperBound(DEVIATIONS) - estimate, estimate - about.getLowerBound(DEVIATIONS));
        return new Count(Math.round(estimate), (long) Math.ceil(error));
    }

    /** So many there are at least. */
    long atLeast() {
        Count count = count();
        return count.number() - count.errorBound();
    }

    /** The sketch's bytes; empty where all is exact. */
    byte[] bytes() {
        return sketch == null ? new byte[0] : sketch.toUpdatableByteArray();
    }

    /** Goes on from {@link #bytes}. */
    void restore(byte[] bytes) {
        if (bytes.length > 0) {
            sketch = HllSketch.heapify(bytes);
            exact.clear();
        }
    }
}
