package org.forgedtoken.detector.step;

import java.util.ArrayList;
import java.util.List;
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

    /**
     * One use; it stands for those from the same source within the hour.
     *
     * @param time event time, epoch ms
     * @param told whether the account was said not to exist
     */
    public record Use(String source, long time, @Nullable String incident, boolean told) {}

    /** Whether there is such a use. */
    boolean hold(String source, long time) {
        for (Use use : uses) {
            if (use.source().equals(source) && Math.abs(use.time() - time) < SAME) {
                return true;
            }
        }
        return false;
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
