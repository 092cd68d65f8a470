package org.forgedtoken.detector.judge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

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
    private final Deque<KeyUse> fresh = new ArrayDeque<>();
    private final Deque<KeyUse> others = new ArrayDeque<>();

    /** @param grace ms */
    RecentKeyUses(long grace) {
        this.grace = grace;
    }

    void add(KeyUse use) {
        boolean likely = !use.isIssued() || use.time() - use.issuedAt() <= grace;
        Deque<KeyUse> room = likely ? fresh : others;
        if (room.size() >= (likely ? MOST_FRESH : MOST_OTHERS)) {
            room.poll();
        }
        room.add(use);
    }

    /** Those that are no longer good; they are recent no more. */
    List<KeyUse> take(Predicate<KeyUse> bad) {
        List<KeyUse> taken = new ArrayList<>();
        for (Deque<KeyUse> room : List.of(fresh, others)) {
            for (Iterator<KeyUse> uses = room.iterator(); uses.hasNext(); ) {
                KeyUse use = uses.next();
                if (bad.test(use)) {
                    taken.add(use);
                    uses.remove();
                }
            }
        }
        return taken;
    }

    /** No record that applies to uses up to this time (epoch ms) can come any more. */
    void forget(long until) {
        for (Deque<KeyUse> room : List.of(fresh, others)) {
            while (!room.isEmpty() && room.peek().time() <= until) {
                room.poll();
            }
        }
    }
}
