package org.forgedtoken.detector.rule.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.datasketches.hash.MurmurHash3;

/**
 * The accounts that do not exist whose tokens one source used, each with its last use. Of very many a uniform sample is
 * kept, by their hashes (Flajolet, <i>On Adaptive Sampling</i>, 1990), since one that turns out to exist must be taken out
 * again, which a sketch cannot. Mutable.
 */
public final class UnknownAccounts {
    private static final int MOST = 1024;
    private static final long SEED = 2005;

    /** Of most sources there is none, and they take no room for it. */
    private Map<Long, Long> lastUse = Map.of();

    /** A hash must end in so many zero bits to be kept. */
    private int depth;

    /** None yet. */
    public UnknownAccounts() {}

    /**
     * As they were left.
     *
     * @param depth that of the sample
     * @param lastUse hash of the account's name → event time of the last use, epoch ms
     */
    public UnknownAccounts(int depth, Map<Long, Long> lastUse) {
        this.depth = depth;
        this.lastUse = lastUse.isEmpty() ? Map.of() : new HashMap<>(lastUse);
    }

    /** One in two to this power is kept. */
    public int depth() {
        return depth;
    }

    /** Those that are kept: hash of the account's name → event time of the last use, epoch ms. */
    public Map<Long, Long> lastUse() {
        return Map.copyOf(lastUse);
    }

    /** How many are kept. */
    public int size() {
        return lastUse.size();
    }

    /** Whether this account is among those that are kept. */
    public boolean has(String account) {
        return lastUse.containsKey(hash(account));
    }

    /** How many there are, estimated where they are many. */
    public long count() {
        return (long) lastUse.size() << depth;
    }

    /** The earliest last use of one of them, epoch ms; that of none is 0. */
    public long earliest() {
        return lastUse.values().stream().mapToLong(Long::longValue).min().orElse(0);
    }

    void add(String account, long time) {
        long hash = hash(account);
        if (isKept(hash)) {
            lastUse = lastUse.isEmpty() ? new HashMap<>() : lastUse;
            lastUse.merge(hash, time, Math::max);
            while (lastUse.size() > MOST) {
                depth++;
                lastUse.keySet().removeIf(kept -> !isKept(kept));
            }
        }
    }

    void remove(String account) {
        if (!lastUse.isEmpty()) {
            lastUse.remove(hash(account));
        }
    }

    void forget(long before) {
        if (!lastUse.isEmpty()) {
            lastUse.values().removeIf(time -> time < before);
        }
    }

    /** The most that were used within a stretch of this length. */
    long mostWithin(long length) {
        long[] times = lastUse.values().stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(times);
        int most = 0;
        int from = 0;
        for (int to = 0; to < times.length; to++) {
            while (times[from] < times[to] - length) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return (long) most << depth;
    }

    private boolean isKept(long hash) {
        return Long.numberOfTrailingZeros(hash) >= depth;
    }

    private static long hash(String account) {
        return MurmurHash3.hash(account.getBytes(StandardCharsets.UTF_8), SEED)[0];
    }
}
