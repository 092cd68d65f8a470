package org.forgedtoken.detector.judge;

import java.util.ArrayList;
import java.util.List;

/**
 * Uses of one key with which something may be wrong, until every record of the key that applies to them must have come.
 * Immutable.
 *
 * @param uses in the order of uses
 */
public record WaitingKey(String issuer, String keyId, List<KeyUse> uses) {
    /**
     * So many uses are held one by one; of more, one for each interval, verdict and signature stands for all of them,
     * also where an incident counts them: a verified use proves what an unverified one does not.
     */
    static final int MOST = 100;

    /** A key of which nothing waits. */
    WaitingKey(String issuer, String keyId) {
        this(issuer, keyId, List.of());
    }

    /** With one use more, as it is or counted with another of its stretch (ms). */
    WaitingKey with(KeyUse use, long stretch) {
        int same = uses.size() < MOST ? -1 : ofStretch(use, stretch);
        List<KeyUse> more = new ArrayList<>(uses.size() + 1);
        more.addAll(uses);
        if (same >= 0) {
            more.set(same, more.get(same).plus(use.accesses()));
            return new WaitingKey(issuer, keyId, more);
        }
        int at = more.size();
        while (at > 0 && KeyUse.ORDER.compare(more.get(at - 1), use) > 0) {
            at--;
        }
        more.add(at, use);
        return new WaitingKey(issuer, keyId, more);
    }

    /** The uses up to {@code time} (epoch ms), or those behind it. */
    WaitingKey part(long time, boolean upTo) {
        return new WaitingKey(
                issuer,
                keyId,
                uses.stream().filter(use -> use.time() <= time == upTo).toList());
    }

    private int ofStretch(KeyUse use, long stretch) {
        long own = Math.floorDiv(use.time(), stretch);
        for (int i = uses.size() - 1; i >= 0; i--) {
            KeyUse held = uses.get(i);
            if (held.verdict() == use.verdict()
                    && held.counted() == use.counted()
                    && held.access().signature() == use.access().signature()
                    && Math.floorDiv(held.time(), stretch) == own) {
                return i;
            }
        }
        return -1;
    }
}
