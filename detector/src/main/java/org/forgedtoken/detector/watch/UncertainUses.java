package org.forgedtoken.detector.watch;

import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.alert.Involved;
import org.jspecify.annotations.Nullable;

/**
 * Uses of tokens for an account of which no record says that it existed then: those that wait for a late record, and those
 * that were told. Immutable.
 *
 * @param uses in the order in which they came; at most {@value #MOST}, the newest
 */
public record UncertainUses(List<Use> uses) {
    private static final int MOST = 16;

    /** One source uses one account's tokens again and again: so soon after, it is the same use, ms. */
    private static final long SAME = 3_600_000;

    /** No use. */
    public static final UncertainUses NONE = new UncertainUses(List.of());

    /** Of one use so many kinds of accesses are told apart; more count as the last one. */
    private static final int MOST_INVOLVED = 16;

    /**
     * One use; it stands for those from the same source within the hour.
     *
     * @param time event time, epoch ms
     * @param told whether the account was said not to exist
     * @param involved what has not been told of it
     */
    public record Use(String source, long time, @Nullable String incident, boolean told, List<Involved> involved) {
        Use with(Involved more) {
            List<Involved> all = new ArrayList<>(involved);
            int place = 0;
            while (place < all.size() && !all.get(place).who().equals(more.who())) {
                place++;
            }
            if (place == all.size() && place < MOST_INVOLVED) {
                all.add(more);
            } else {
                Involved same = all.get(Math.min(place, MOST_INVOLVED - 1));
                all.set(
                        Math.min(place, MOST_INVOLVED - 1),
                        same.plus(new Involved(same.who(), more.accesses(), more.first(), more.last())));
            }
            return new Use(source, time, incident, told, List.copyOf(all));
        }

        Use afterTelling() {
            return new Use(source, time, incident, true, List.of());
        }

        /** Whether there is something to tell of it, unless the account does exist. */
        boolean isUntold() {
            return !told || !involved.isEmpty();
        }
    }

    /** The use that stands for such a one; null where there is none. */
    @Nullable
    Use same(String source, long time) {
        for (Use use : uses) {
            if (use.source().equals(source) && Math.abs(use.time() - time) < SAME) {
                return use;
            }
        }
        return null;
    }

    UncertainUses with(Use before, Use now) {
        return new UncertainUses(
                uses.stream().map(use -> use.equals(before) ? now : use).toList());
    }

    UncertainUses with(Use use) {
        List<Use> more = new ArrayList<>(uses);
        more.add(use);
        return new UncertainUses(List.copyOf(more.subList(Math.max(0, more.size() - MOST), more.size())));
    }

    /** When the last of them was. */
    public long last() {
        return uses.stream().mapToLong(Use::time).max().orElse(Long.MIN_VALUE);
    }
}
