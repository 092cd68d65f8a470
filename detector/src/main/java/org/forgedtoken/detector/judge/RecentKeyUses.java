package org.forgedtoken.detector.judge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Good uses of keys, for a little while, in case that a record of the key comes late which makes them bad. In memory and
 * bounded: nothing is written for an honest access, and a crash forgets them. Not thread-safe.
 *
 * <p>A record that retires a key at T and comes up to grace later concerns tokens issued after T and used before it came:
 * they were used within grace of their issue. Those, and tokens that are not in the ledger, have room of their own. Only
 * a record that dates its own effect back reaches others, of which the last few are kept.
 */
final class RecentKeyUses {
    private static final int MOST_FRESH = 20_000;
    private static final int MOST_OTHERS = 5_000;

    private final long grace;
    private final Deque<Recent> fresh = new ArrayDeque<>();
    private final Deque<Recent> others = new ArrayDeque<>();

    /**
     * What is asked of one, which is made whole only where its key turns out bad. Times are epoch ms.
     *
     * @param isIssued whether the ledger has the token
     */
    record Recent(String issuer, String keyId, long time, long issuedAt, boolean isIssued, Supplier<KeyUse> whole) {
        static Recent of(KeyUse use) {
            return new Recent(use.issuer(), use.keyId(), use.time(), use.issuedAt(), use.isIssued(), () -> use);
        }
    }

    /** @param grace ms */
    RecentKeyUses(long grace) {
        this.grace = grace;
    }

    void add(Recent use) {
        boolean likely = !use.isIssued() || use.time() - use.issuedAt() <= grace;
        Deque<Recent> room = likely ? fresh : others;
        if (room.size() >= (likely ? MOST_FRESH : MOST_OTHERS)) {
            room.poll();
        }
        room.add(use);
    }

    /** Those of a key, from this time (epoch ms) on, that are no longer good; they are recent no more. */
    List<KeyUse> take(String issuer, String keyId, long from, Predicate<KeyUse> bad) {
        List<KeyUse> taken = new ArrayList<>();
        for (Deque<Recent> room : List.of(fresh, others)) {
            room.removeIf(recent -> {
                if (recent.time() < from
                        || !recent.keyId().equals(keyId)
                        || !recent.issuer().equals(issuer)) {
                    return false;
                }
                KeyUse use = recent.whole().get();
                boolean isBad = bad.test(use);
                if (isBad) {
                    taken.add(use);
                }
                return isBad;
            });
        }
        return taken;
    }

    /** No record that applies to uses up to this time (epoch ms) can come any more. */
    void forget(long until) {
        for (Deque<Recent> room : List.of(fresh, others)) {
            while (!room.isEmpty() && room.peek().time() <= until) {
                room.poll();
            }
        }
    }
}
