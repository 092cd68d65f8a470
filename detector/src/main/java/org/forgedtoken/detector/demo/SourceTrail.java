package org.forgedtoken.detector.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The accounts for which one address used tokens that are not what the issuer gave out, in the order of first use. */
final class SourceTrail {
    private record Step(long time, String account, boolean exists) {}

    private final List<Step> steps = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    /** Told in the order of time. */
    void add(long time, @Nullable String account, boolean exists) {
        if (account != null && seen.add(account)) {
            steps.add(new Step(time, account, exists));
        }
    }

    /** Distinct accounts. */
    int accounts() {
        return steps.size();
    }

    /** Distinct accounts that do not exist. */
    int unknown() {
        return (int) steps.stream().filter(step -> !step.exists()).count();
    }

    /** When so many distinct accounts were first reached within a window of this length, epoch ms; null if never. */
    @Nullable
    Long reached(int accounts, long window) {
        return reached(steps, accounts, window);
    }

    /** The same of the accounts that do not exist. */
    @Nullable
    Long reachedUnknown(int accounts, long window) {
        return reached(steps.stream().filter(step -> !step.exists()).toList(), accounts, window);
    }

    private static @Nullable Long reached(List<Step> steps, int accounts, long window) {
        for (int last = accounts - 1; last < steps.size(); last++) {
            long time = steps.get(last).time();
            if (time - steps.get(last - accounts + 1).time() < window) {
                return time;
            }
        }
        return null;
    }

    /** In how many of a hundred steps the number of the account rises; 50 means that they are in no order. */
    int risingPercent() {
        int rising = 0;
        for (int i = 1; i < steps.size(); i++) {
            String before = steps.get(i - 1).account();
            String here = steps.get(i).account();
            boolean higher =
                    before.length() == here.length() ? here.compareTo(before) > 0 : here.length() > before.length();
            rising += higher ? 1 : 0;
        }
        return steps.size() < 2 ? 50 : 100 * rising / (steps.size() - 1);
    }
}
