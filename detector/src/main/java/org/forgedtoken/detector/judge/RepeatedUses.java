package org.forgedtoken.detector.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;

/**
 * Further uses of tokens that wait, or of which it is known already that nobody issued them. Those that come together are
 * taken together: whoever has one token can use it at any pace, and what is known of it is written down each time, by all
 * that stand behind as well. Not thread-safe.
 */
final class RepeatedUses {
    private static final int MOST = 1_000;

    private record Name(TokenKey key, String variant) {}

    /**
     * Uses of one token, at least one.
     *
     * @param known the variant as it was before them
     * @param revokedAt of the token, epoch ms
     */
    record Uses(TokenKey key, Variant known, List<AccessRecord> uses, long revokedAt) {
        /** The variant with all of them counted, and so many uses held. */
        Variant counted(int mostUses) {
            Variant more = known;
            for (AccessRecord use : uses) {
                more = more.with(use, mostUses);
            }
            return more;
        }

        /** Nothing but these, in the order of uses. */
        Variant alone() {
            uses.sort(AccessRecord.BY_USE);
            Variant first = Cases.newVariant(uses.get(0));
            long last = uses.get(uses.size() - 1).time();
            return new Variant(
                    first.id(),
                    first.claims(),
                    first.silent(),
                    first.state(),
                    0,
                    List.copyOf(uses),
                    uses.size(),
                    last,
                    List.of());
        }
    }

    private final Map<Name, Uses> gathered = new LinkedHashMap<>();
    private int size;

    /** Adds a use of a token that such uses are known of; false where none are. */
    boolean add(TokenKey key, String variant, AccessRecord use) {
        Uses before = gathered.isEmpty() ? null : gathered.get(new Name(key, variant));
        if (before == null) {
            return false;
        }
        before.uses().add(use);
        size++;
        return true;
    }

    /** Adds the first such use. */
    void begin(TokenKey key, Variant known, AccessRecord use, long revokedAt) {
        List<AccessRecord> uses = new ArrayList<>(1);
        uses.add(use);
        gathered.put(new Name(key, known.id()), new Uses(key, known, uses, revokedAt));
        size++;
    }

    /** Whether they must be told before there are more. */
    boolean isFull() {
        return size >= MOST;
    }

    /** All of them; none are held then. */
    List<Uses> take() {
        if (gathered.isEmpty()) {
            return List.of();
        }
        List<Uses> all = List.copyOf(gathered.values());
        gathered.clear();
        size = 0;
        return all;
    }
}
